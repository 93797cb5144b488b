import type { PathStep } from '../../core/world/trust.ts';
import { isIssuedBy, type ReadCertificate } from './read-certificate.ts';
import type { Anchors } from './store.ts';

/** A certificate on a path, and where it came from. */
export interface Link {
  readonly certificate: ReadCertificate;
  readonly origin: PathStep['origin'];
}

/** A path from the leaf: complete when its last link is in the store. */
export interface CertificationPath {
  readonly links: readonly Link[];
  readonly anchored: boolean;
}

/** Deeper than any real hierarchy. */
const MAX_DEPTH = 10;
/** Signature checks per search: a hostile chain of many certificates of one name cannot keep us busy. */
const MAX_CHECKS = 300;
const MAX_PATHS = 20;

/**
 * Every path (20 at most) from the leaf over what was sent and found elsewhere to the store (RFC 4158: by name, then by signature).
 * Without an anchored path: the longest that could be built, preferring one that ends in a self-signed certificate.
 */
export function certificationPaths(
  leaf: ReadCertificate,
  others: readonly Link[],
  anchors: Anchors,
): CertificationPath[] {
  const anchored: CertificationPath[] = [];
  let deadEnd: readonly Link[] = [];
  let checks = 0;
  const issues = (certificate: ReadCertificate, issuer: ReadCertificate): boolean => {
    checks += 1;
    return checks <= MAX_CHECKS && isIssuedBy(certificate, issuer);
  };
  const extend = (links: readonly Link[], last: Link): void => {
    if (anchored.length >= MAX_PATHS || links.length > MAX_DEPTH) return;
    const { certificate } = last;
    if (
      anchors.bySubject(certificate.fields.subjectDer).some(({ sha256 }) => sha256 === certificate.sha256)
    ) {
      anchored.push({ links, anchored: true });
      return;
    }
    const roots = anchors.bySubject(certificate.fields.issuerDer).filter((root) => issues(certificate, root));
    for (const root of roots)
      anchored.push({ links: [...links, { certificate: root, origin: 'store' }], anchored: true });
    const used = new Set(links.map((link) => link.certificate.sha256));
    const next = others.filter(
      (link) => !used.has(link.certificate.sha256) && issues(certificate, link.certificate),
    );
    for (const link of next) extend([...links, link], link);
    if (next.length === 0 && rank(links) > rank(deadEnd)) deadEnd = links;
  };
  const start: Link = { certificate: leaf, origin: 'sent' };
  extend([start], start);
  return anchored.length > 0 ? anchored : [{ links: deadEnd, anchored: false }];
}

/** A path that ends in a self-signed certificate says more than one that merely stops; then the longer one does. */
const rank = (links: readonly Link[]): number => links.length + (endsSelfSigned(links) ? 2 * MAX_DEPTH : 0);

/** Whether the last certificate is signed by its own key. */
export function endsSelfSigned(links: readonly Link[]): boolean {
  const last = links.at(-1)?.certificate;
  return last !== undefined && isIssuedBy(last, last);
}
