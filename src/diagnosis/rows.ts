import type { Check } from '../core/check.ts';
import { byLayer, type Layer } from '../core/layer.ts';
import { CAUSE_LAYERS, type CauseLayer, mayExplain } from './causes.ts';
import type { Circumstances } from './circumstances.ts';
import { notHere } from './not-here.ts';

/**
 * The rows of one leg, in walking order: what was found wrong each in a row of its own, what passed one row a layer,
 * and a row for every layer that was not judged, so that none is silently absent.
 */
export function rowsOf(checks: readonly Check[], circumstances: Circumstances): Check[] {
  const rows = [...new Set(checks.map((check) => check.layer))].flatMap((layer) =>
    rowsOfLayer(checks.filter((check) => check.layer === layer)),
  );
  const failure = checks.find((check) => check.status === 'fail');
  const suspects = new Set<CauseLayer>(circumstances.loopback ? [] : mayExplain(failure?.code ?? null));
  if (circumstances.sizeSuspected && !circumstances.loopback) suspects.add('mtu');
  if (!circumstances.clusterPossible)
    for (const layer of ['service', 'policy'] as const) suspects.delete(layer);
  const judged = new Set<Layer>(checks.map((check) => check.layer));
  const missing = CAUSE_LAYERS.filter((layer) => !judged.has(layer)).map((layer) =>
    notHere(layer, suspects.has(layer), circumstances),
  );
  return [...rows, ...missing].toSorted((a, b) => byLayer(a.layer, b.layer));
}

function rowsOfLayer(checks: readonly Check[]): Check[] {
  const passed = checks.filter((check) => check.status === 'pass');
  const judged = checks.some(({ status }) => status !== 'skipped');
  // What was not asked of its own tool, and yet seen by another, is not skipped.
  const unasked = ({ status, blockedBy }: Check): boolean => status === 'skipped' && blockedBy === undefined;
  const others = checks.filter((check) => check.status !== 'pass' && !(judged && unasked(check)));
  const [first, ...more] = passed;
  if (!first) return [...others];
  const merged = more.length === 0 ? first : mergePassed(first, more);
  return others.some((check) => check.status === 'fail') ? [...others] : [...others, merged];
}

function mergePassed(first: Check, more: readonly Check[]): Check {
  const untrusted = [first, ...more].flatMap((check) => check.untrusted ?? []);
  const figures = [first, ...more].flatMap((check) => check.figures ?? []);
  return {
    ...first,
    evidence: [...first.evidence, ...more.flatMap((check) => [check.summary, ...check.evidence])],
    ...(untrusted.length > 0 && { untrusted }),
    ...(figures.length > 0 && { figures }),
  };
}
