import { type Check, unknown } from '../../core/check.ts';
import { worst } from '../../core/status.ts';
import { parseSource } from '../../core/target/source.ts';
import { endsOf } from '../../tools/sg-chain/ends-of.ts';
import type { Input } from '../../tools/sg-chain/input.ts';
import { Observation } from '../../tools/sg-chain/observation.ts';
import type { Looked } from '../probe.ts';

/** What is known of the connections that an account is asked about. */
export interface Circumstances {
  /** They were answered, though by a refusal: security groups, ACLs and routes answer nothing. */
  readonly replied: boolean;
  /** Some of them were accepted. */
  readonly remains: boolean;
}

/**
 * The finding of sg_chain as the walk may claim it; undefined where the account knows neither end. A source that no interface of the
 * account has may be seen there with another address than its own: nothing is claimed of it then. A reply of any kind is none that
 * security groups, ACLs or routes give, so that what refuses by the model is not what refused here.
 */
export function heldToAccount(
  looked: Looked<unknown>,
  input: Input,
  source: string | undefined,
  { replied, remains }: Circumstances,
): Looked<unknown> | undefined {
  const seen = Observation.safeParse(looked.seen).data;
  if (!seen) return looked;
  const ends = endsOf(seen, input);
  const known = { source: ends.source.some(isPlace), destination: ends.destination.some(isPlace) };
  const answered = ends.source.length + ends.destination.length > 0;
  if (answered && !known.source && !known.destination) return undefined;
  const given = source !== undefined && ['address', 'aws'].includes(parseSource(source).kind);
  const checks = looked.finding.checks.map((check) => {
    if (!known.source && !given) return withoutSource(check, input.source);
    if (replied) return weakened(check, 'an answer came, and what AWS refuses is dropped without one');
    return remains ? weakened(check, 'other connections to the target are accepted: a path remains') : check;
  });
  return {
    ...looked,
    finding: { ...looked.finding, checks, status: worst(checks.map(({ status }) => status)) },
  };
}

const isPlace = ({ kind }: { kind: string }): boolean => kind === 'place';

function withoutSource(check: Check, address: string): Check {
  if (check.status !== 'fail' && check.status !== 'warn') return check;
  const { test, summary, evidence, code } = check;
  return unknown('firewall', {
    test,
    summary: `If it arrives as ${address}: ${summary}`,
    evidence: [
      ...(code === null ? [] : [`that would be ${code}`]),
      `no interface of the account has ${address}: something on the way may change it`,
      ...evidence,
    ],
    fix: 'Ask again with the address that the target sees: layerwalk sg-chain ADDRESS, or "internet".',
  });
}

function weakened(check: Check, why: string): Check {
  return check.status === 'fail' ? { ...check, status: 'warn', evidence: [why, ...check.evidence] } : check;
}
