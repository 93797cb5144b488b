import type { PathProblem, TrustVerdict } from '../../../core/world/trust.ts';

const WORDS: Readonly<Record<PathProblem['kind'], string>> = {
  expired: '',
  'not-yet-valid': '',
  'not-a-ca': 'is used as a CA and is none (basicConstraints, keyCertSign)',
  'path-length': 'allows fewer intermediates than there are (pathLenConstraint)',
  'wrong-purpose': 'is not for TLS servers (extendedKeyUsage)',
  'unknown-critical': 'has a critical extension that clients do not know',
};

/** The rules, dates aside, that the path breaks: in words, the leaf first. */
export function brokenRules({ problems, path }: TrustVerdict): string[] {
  return problems
    .filter(({ kind }) => WORDS[kind] !== '')
    .map(({ kind, step }) => `${place(step, path.length)} ${WORDS[kind]}`);
}

function place(step: number, length: number): string {
  if (step === 0) return 'the certificate';
  return step === length - 1 ? 'the root' : `intermediate ${step}`;
}
