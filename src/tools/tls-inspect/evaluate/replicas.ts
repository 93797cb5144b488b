import type { Check } from '../../../core/check.ts';
import { certificate } from './certificate.ts';
import { clientCert } from './client-cert.ts';
import { handshake } from './handshake.ts';
import { endpoint, type Scene, warn } from './scene.ts';

/**
 * The other addresses of the host beside the main one. An address that is well makes the main one's failures warnings, since a path
 * remains; a failure that only another address has is a warning from the start.
 */
export function withReplicas(scene: Scene, main: readonly Check[]): Check[] {
  const others = scene.seen.others
    .map((view) => ({ ...scene, view }))
    .filter(({ view }) => view.tap.outcome !== 'not-connected');
  if (others.length === 0) return [...main];
  const judged = others.map((other) => {
    const checks = [...handshake(other), ...clientCert(other), ...certificate(other)];
    return { other, checks, failed: checks.filter(({ status }) => status === 'fail') };
  });
  const well = judged.find(({ other, checks }) => isWell(other, checks));
  const mainCodes = main.filter(({ status }) => status === 'fail').map(({ code }) => code);
  const softened = main.map((check) =>
    check.status === 'fail' && well
      ? {
          ...check,
          status: 'warn' as const,
          evidence: [...check.evidence, `${endpoint(well.other.view.tap)} is well`],
        }
      : check,
  );
  const elsewhere = judged.flatMap(({ other, failed }) =>
    failed
      .filter(({ code }) => !mainCodes.includes(code))
      .map((check): Check => ({
        ...check,
        status: 'warn',
        summary: `${endpoint(other.view.tap)}: ${check.summary}`,
      })),
  );
  return [...softened, ...elsewhere, ...notReloaded(scene, others)];
}

/** A path remains only where a session came about and nothing of it fails or was left open. */
const isWell = ({ view: { tap } }: Scene, checks: readonly Check[]): boolean =>
  tap.outcome === 'handshake' && checks.every(({ status }) => status === 'pass' || status === 'warn');

/** tls.not-reloaded: for the same names one address has an expired certificate and another a later one that is valid. */
function notReloaded(scene: Scene, others: readonly Scene[]): Check[] {
  const leaves = [scene, ...others].flatMap(({ view: { tap } }) =>
    tap.chain[0] ? [{ tap, leaf: tap.chain[0] }] : [],
  );
  const now = `${scene.seen.at.slice(0, 19)}Z`;
  const old = leaves.find(({ leaf }) => leaf.notAfter < now);
  const fresh = leaves.find(
    ({ leaf }) =>
      old && leaf.notAfter > now && leaf.notBefore > old.leaf.notBefore && sameNames(leaf, old.leaf),
  );
  if (!old || !fresh) return [];
  return [
    warn('tls.not-reloaded', {
      test: `openssl s_client at ${endpoint(old.tap)} and at ${endpoint(fresh.tap)}`,
      summary: `${endpoint(old.tap)} still serves the certificate that ${endpoint(fresh.tap)} has replaced`,
      evidence: [
        `${endpoint(old.tap)}: until ${old.leaf.notAfter}`,
        `${endpoint(fresh.tap)}: ${fresh.leaf.notBefore} to ${fresh.leaf.notAfter}, the same names`,
      ],
    }),
  ];
}

type Named = { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] };

const sameNames = (a: Named, b: Named): boolean => key(a) === key(b);
const key = ({ dnsNames, ipAddresses }: Named): string =>
  [...dnsNames, ...ipAddresses]
    .map((name) => name.toLowerCase())
    .toSorted()
    .join(' ');
