import { type Check, claims, skipped, unknown } from '../../core/check.ts';
import { failures } from '../../tools/service-audit/failures.ts';
import { CAUSE_LAYERS } from '../causes.ts';
import { withAudits } from '../cluster/with-audits.ts';
import type { WalkedLeg } from '../walk.ts';
import { NO_BACKEND, NO_RULE } from './answered.ts';
import { entranceName } from './backend-leg.ts';
import type { Entrance, Entrances } from './entrances.ts';

const { fail, warn } = claims(failures);

/** What the walk in front of the entrance came to. */
export interface Front {
  /** The status that was answered; undefined where nothing was. */
  readonly status: number | undefined;
  /** Nothing was sent: only what is written decides. */
  readonly modelled: boolean;
}

/**
 * The checks of an entrance's own rules, held against what it answered: a missing rule answers with 404, so any other answer
 * says that the rule is not missing.
 */
export const gateHeldAgainst = (gate: readonly Check[], { status }: Front): Check[] =>
  gate.map((check) => {
    if (check.status !== 'fail' || status === undefined || status === NO_RULE) return check;
    const seen = `the entrance answered ${status} all the same, and a request without a rule gets 404`;
    return { ...check, status: 'warn', evidence: [seen, ...check.evidence] };
  });

/**
 * The checks of the leg behind an entrance. What could not be sent there is of no weight while the request is answered well, and
 * then nothing that is written is the matter either.
 */
export function behindChecks(leg: WalkedLeg, found: Entrances, { status }: Front): Check[] {
  const probed = leg.checks.some((check) => check.layer === 'tcp' && check.status === 'pass');
  const read = [...withAudits(leg.checks, leg, probed), ...policyDoubt(found, leg)];
  const well = status !== undefined && status < 400;
  return read.map((check) => {
    if (!well) return check;
    if (check.layer === 'tcp' && check.status === 'unknown')
      return skipped('tcp', { test: check.test, summary: `not probed: ${check.summary}` });
    if (check.status !== 'fail') return check;
    const seen = `a request through the entrance was answered with ${status} all the same`;
    return { ...check, status: 'warn', evidence: [seen, ...check.evidence] };
  });
}

/** Policies that may deny the controller, which nobody was found for. */
function policyDoubt({ controller, policies = 0 }: Entrances, leg: WalkedLeg): Check[] {
  if (controller?.pod || policies === 0) return [];
  return [
    unknown('policy', {
      test: `kubectl get networkpolicy, and the pods of the controller`,
      summary:
        controller?.outside === true
          ? 'a balancer outside of the cluster sends the requests: whether the policies of the backend admit it is not judged'
          : 'the pods of the controller were not found: whether the policies of the backend admit them is not known',
      evidence: [`${policies} NetworkPolicies in the namespace of the backend (${leg.to})`],
      fix: 'Ask for the backend by name, with the pods of the controller as the source: layerwalk netpol-audit --source NS/POD --destination NS/svc/NAME --port PORT.',
    }),
  ];
}

/**
 * ingress.backend: the entrance answered 502, 503 or 504 (or nothing was sent), and the leg behind it was found to fail. Without
 * a failure there, the cause is not claimed. `sure`: the rule and the entrance are certainly those that took the request.
 */
export function backendBlamed(
  entrance: Entrance,
  leg: WalkedLeg,
  behind: readonly Check[],
  { status, modelled }: Front,
  sure: boolean,
): Check[] {
  const broken = behind.filter((check) => check.status === 'fail');
  const worst = broken.find(({ layer }) => CAUSE_LAYERS.some((one) => one === layer)) ?? broken[0];
  if (!worst || !(modelled || (status !== undefined && NO_BACKEND.includes(status)))) return [];
  const claim = sure ? fail : warn;
  return [
    claim('ingress.backend', {
      test: worst.test,
      summary: `${entranceName(entrance)} sends it to ${leg.to}, which it does not reach: ${worst.summary}`,
      evidence: [
        ...(status === undefined ? [] : [`it answered ${status}`]),
        ...broken.map(({ code, summary }) => `${code === null ? '' : `${code}: `}${summary}`),
      ],
      ...(worst.untrusted && { untrusted: worst.untrusted }),
      ...(worst.fix && { fix: worst.fix }),
    }),
  ];
}
