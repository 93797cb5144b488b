import type { Stamp } from '../../../core/tool.ts';
import type { Input } from '../input.ts';
import { judgeFlow, type Judged } from '../model/judge-flow.ts';
import type { Observation } from '../observation.ts';
import { type Case, caseOf } from './case.ts';
import { decidingSides, isOfNames, policiesOf } from './deciding.ts';
import { dnsChecks } from './dns.ts';
import type { Named } from './ends.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { podClasses } from './pod-classes.ts';
import { workloadName } from './remedy/selecting-labels.ts';

/** Who else is concerned, of the workloads of the namespaces that were read; by name, in order. */
export interface BlastRadius {
  /** Denied the same by the same policies. */
  readonly blocked: readonly string[];
  /** May do what the source may not: the control. */
  readonly allowed: readonly string[];
  readonly namespaces: readonly string[];
}

/** Workloads that are asked about, and backends that each is asked for. */
const MOST = 200;
const MOST_BACKENDS = 3;

/** Who else is blocked where the source is, by the model of what was read already. Undefined where nothing is denied. Pure. */
export function blastRadius(
  seen: Observation & Stamp,
  input: Input,
  code: string | null,
): BlastRadius | undefined {
  const about = caseOf(seen, input);
  const question = pairsOf(about);
  if ('problem' in question) return undefined;
  const { pairs } = question;
  const ends = new Set(pairs.flatMap(({ source, destination }) => [called(source), called(destination)]));
  // Of other namespaces, such as that of the DNS, only some pods were read.
  const inside = new Set(
    pairs.flatMap(({ source, destination }) => [...placeOf(source), ...placeOf(destination)]),
  );
  const others = podClasses(about)
    .filter((one) => !ends.has(called(one)) && placeOf(one).some((namespace) => inside.has(namespace)))
    .slice(0, MOST);
  const isBlocked = isOfNames(code) ? deniedNames(about) : deniedHere(about, pairs);
  if (!isBlocked) return undefined;
  const found = Map.groupBy(others, (one) => isBlocked(one));
  const names = (verdict: boolean): string[] =>
    [...new Set((found.get(verdict) ?? []).map(called))].toSorted();
  const blocked = names(true);
  return {
    blocked,
    // A name may stand for pods that fare differently.
    allowed: names(false).filter((name) => !blocked.includes(name)),
    namespaces: [...inside],
  };
}

/** Whether a pod is denied; undefined where that is not decided, or is for another reason. */
type IsBlocked = (one: Named) => boolean | undefined;

function deniedHere(about: Case, pairs: readonly Pair[]): IsBlocked | undefined {
  const denied = pairs.filter(({ judged }) => judged.verdict === 'denied').slice(0, MOST_BACKENDS);
  if (denied.length === 0) return undefined;
  const sides = decidingSides(denied);
  const directions = new Set(sides.map(({ direction }) => direction));
  const policies = new Set(sides.flatMap((side) => policiesOf(side)));
  const isSame = (judged: Judged): boolean =>
    [judged.egress, judged.ingress].some(
      (side) =>
        side.verdict === 'denied' &&
        directions.has(side.direction) &&
        policiesOf(side).some((name) => policies.has(name)),
    );
  return (one) => {
    const answers = denied.map(({ judged: { flow } }) =>
      judgeFlow(about.model, { ...flow, source: one.party }),
    );
    if (answers.every(({ verdict }) => verdict === 'allowed')) return false;
    return answers.every(({ verdict }) => verdict === 'denied') && answers.some(isSame) ? true : undefined;
  };
}

const deniedNames =
  (about: Case): IsBlocked =>
  (one) => {
    const [check] = dnsChecks(about, one, true);
    if (!check || check.status === 'unknown') return undefined;
    return check.status !== 'pass' && isOfNames(check.code)
      ? true
      : check.status === 'pass'
        ? false
        : undefined;
  };

const placeOf = ({ party }: Named): string[] =>
  party.kind === 'pod' && !party.hostNetwork ? [party.namespace] : [];

const called = (one: Named): string =>
  one.party.kind === 'pod' ? `${one.party.namespace}/${workloadName(one)}` : one.name;
