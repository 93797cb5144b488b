import type { TrustVerdict } from '../../core/world/trust.ts';
import type { World } from '../../core/world/world.ts';
import { certificatesOf } from '../../wire/x509/certificate-file.ts';
import type { LocalSetting } from '../vantage/local/setting.ts';
import { readCertificate, type ReadCertificate } from './read-certificate.ts';
import {
  type CertificationPath,
  certificationPaths,
  endsSelfSigned,
  type Link,
} from './certification-path.ts';
import { pathProblems } from './path-problems.ts';
import { type Anchors, trustStores } from './store.ts';

/** Judges a chain by each store at hand: the `ca` file first, where there is one, then the system's and Node's. */
export const verifyChain =
  ({ caFile }: Pick<LocalSetting, 'caFile'>): World['verifyChain'] =>
  async ({ pems, extra = [], at }) => {
    const [leaf, ...sent] = pems.map(fromPem);
    const others: Link[] = [
      ...sent.filter(isRead).map((certificate): Link => ({ certificate, origin: 'sent' })),
      ...extra
        .map(fromPem)
        .filter(isRead)
        .map((certificate): Link => ({ certificate, origin: 'extra' })),
    ];
    const stores = await trustStores(caFile);
    return stores.map((anchors) => (leaf ? verdict(leaf, others, anchors, at) : unreadable(anchors)));
  };

function verdict(leaf: ReadCertificate, others: readonly Link[], anchors: Anchors, at: string): TrustVerdict {
  const judged = certificationPaths(leaf, others, anchors).map((path) => ({
    path,
    problems: pathProblems(path, at),
  }));
  const best = judged.toSorted((a, b) => a.problems.length - b.problems.length)[0];
  if (!best) return unreadable(anchors);
  const { path, problems } = best;
  return {
    store: anchors.store,
    size: anchors.size,
    trusted: path.anchored && problems.length === 0,
    path: path.links.map(({ certificate, origin }) => ({
      subject: certificate.fields.subject,
      sha256: certificate.sha256,
      notAfter: certificate.fields.notAfter,
      origin,
    })),
    problems,
    end: endOf(path),
    brokenPaths: judged.filter((one) => one !== best && one.path.anchored && one.problems.length > 0).length,
    nameConstraints: path.links
      .slice(1)
      .some(({ certificate }) => certificate.fields.extensions.hasNameConstraints),
  };
}

function endOf(path: CertificationPath): TrustVerdict['end'] {
  if (path.anchored) return 'anchor';
  return endsSelfSigned(path.links) ? 'self-signed' : 'no-issuer';
}

const unreadable = ({ store, size }: Anchors): TrustVerdict => ({
  store,
  size,
  trusted: false,
  path: [],
  problems: [],
  end: 'unreadable',
  brokenPaths: 0,
  nameConstraints: false,
});

function fromPem(pem: string): ReadCertificate | undefined {
  const [der] = certificatesOf(Buffer.from(pem, 'latin1'));
  return der && readCertificate(der);
}

const isRead = (certificate: ReadCertificate | undefined): certificate is ReadCertificate =>
  certificate !== undefined;
