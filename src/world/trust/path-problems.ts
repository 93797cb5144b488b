import type { PathProblem } from '../../core/world/trust.ts';
import type { ReadCertificate } from './read-certificate.ts';
import type { CertificationPath, Link } from './certification-path.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USAGE = '2.5.29.37.0';

/** Which rules of path validation (RFC 5280 section 6.1) a path breaks at a time (ISO 8601, whole seconds or finer), leaf first. */
export function pathProblems({ links, anchored }: CertificationPath, at: string): PathProblem[] {
  return links.flatMap((link, step) => {
    const isAnchor = anchored && step === links.length - 1;
    const kinds = [...dates(link.certificate, at), ...rules(links, link, step, isAnchor)];
    return kinds.map((kind) => ({ kind, step }));
  });
}

function dates({ fields }: ReadCertificate, at: string): PathProblem['kind'][] {
  // Texts of one form sort in order of time; a fraction of a second is cut off.
  const now = `${at.slice(0, 19)}Z`;
  if (now > fields.notAfter) return ['expired'];
  return now < fields.notBefore ? ['not-yet-valid'] : [];
}

function rules(
  links: readonly Link[],
  { certificate }: Link,
  step: number,
  isAnchor: boolean,
): PathProblem['kind'][] {
  const { isCa, keyCertSign, pathLength, extendedKeyUsage, unknownCritical } = certificate.fields.extensions;
  const broken: PathProblem['kind'][] = [];
  if (step > 0) {
    // An anchor of version 1 has no extensions to say that it is one.
    if ((isCa !== true && !(isAnchor && isCa === null)) || keyCertSign === false) broken.push('not-a-ca');
    if (pathLength !== null && intermediatesBelow(links, step) > pathLength) broken.push('path-length');
  }
  if (isAnchor && step > 0) return broken;
  const usable =
    extendedKeyUsage.length === 0 ||
    [SERVER_AUTH, ANY_USAGE].some((usage) => extendedKeyUsage.includes(usage));
  if (!usable) broken.push('wrong-purpose');
  if (unknownCritical.length > 0) broken.push('unknown-critical');
  return broken;
}

/** Self-issued certificates do not count (RFC 5280 section 4.2.1.9). */
function intermediatesBelow(links: readonly Link[], step: number): number {
  return links
    .slice(1, step)
    .filter(({ certificate: { fields } }) => Buffer.compare(fields.subjectDer, fields.issuerDer) !== 0)
    .length;
}
