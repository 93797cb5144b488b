import type { Check } from '../../../core/check.ts';

/** Endpoints that fail because nothing passes between nodes are not to be repaired by themselves: what is between is the cause. */
export function withOverlay(checks: readonly Check[]): Check[] {
  const blocked = checks.some(({ code, status }) => code === 'firewall.overlay-blocked' && status === 'fail');
  return checks.map((check) =>
    blocked && check.code === 'service.partial' && check.status === 'fail'
      ? {
          ...check,
          status: 'warn',
          evidence: [...check.evidence, 'what is between the nodes is the cause: see Firewall'],
        }
      : check,
  );
}
