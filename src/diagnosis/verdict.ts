import type { Check } from '../core/check.ts';
import { byLayer, LAYER_TITLE, type Layer } from '../core/layer.ts';
import type { Leg, Verdict } from '../core/report.ts';
import { CAUSE_LAYERS, mayExplain, SYMPTOM_LAYERS } from './causes.ts';

const isSymptom = (layer: Layer): boolean => SYMPTOM_LAYERS.some((each) => each === layer);
const isCause = (layer: Layer): boolean => CAUSE_LAYERS.some((each) => each === layer);

/** The first failing symptom row, in walking order. */
export const surfaced = (legs: readonly Leg[]): Check | undefined =>
  legs.flatMap((leg) => leg.rows).find((row) => row.status === 'fail' && isSymptom(row.layer));

/**
 * The verdict over all legs. Where a failing cause layer explains what surfaced, that layer is the verdict's; else the
 * layer that hurts is its own cause. What could not be looked at decides only when nothing failed.
 */
export function verdictOf(
  legs: readonly Leg[],
  { sizeSuspected = false }: { readonly sizeSuspected?: boolean } = {},
): Verdict {
  const rows = legs.flatMap((leg) => leg.rows);
  const hurts = surfaced(legs);
  const explains = (row: Check) => row.status === 'fail' && isCause(row.layer);
  const cause = rows.find(
    (row) => explains(row) && mayExplain(hurts?.code ?? null).some((layer) => layer === row.layer),
  );
  // A cause that did not hurt this walk, which sends little, hurts those who send more.
  const blamed = cause ?? hurts ?? rows.find(explains);
  if (blamed) {
    return {
      status: 'fail',
      layer: blamed.layer,
      code: blamed.code,
      surfacedAt: hurts?.layer ?? blamed.layer,
      claim: cause && hurts ? 'proven' : 'observed',
      sentence: `${blamed.summary}.`.replace(/\.\.$/, '.'),
    };
  }
  const walked = rows.filter((row) => isSymptom(row.layer));
  // A complaint about sizes is not answered as long as the sizes could not be looked at.
  const sizes = sizeSuspected ? rows.filter((row) => row.layer === 'mtu') : [];
  const open = [...walked, ...sizes].find((row) => row.status === 'unknown' && !isOvertaken(row, walked));
  if (open) {
    const sentence = `${LAYER_TITLE[open.layer]} could not be judged: ${open.summary}.`;
    return { ...NOTHING_FAILS, status: 'unknown', sentence };
  }
  const passed = walked
    .filter((row) => row.status === 'pass' || row.status === 'warn')
    .map((row) => row.layer);
  const layers = [...new Set(passed)].map((layer) => LAYER_TITLE[layer]);
  const warned = rows.find((row) => row.status === 'warn');
  if (layers.length === 0) {
    return { ...NOTHING_FAILS, status: 'unknown', sentence: 'Nothing could be walked.' };
  }
  return {
    ...NOTHING_FAILS,
    status: warned ? 'warn' : 'pass',
    sentence: `new connections work: ${listed(layers)} ${layers.length === 1 ? 'passes' : 'pass'}${beyond(passed)}${warned ? `, yet ${warned.summary}` : ''}.`,
  };
}

/** An accepted connection may have been accepted by something in front: what was not asked is not claimed. */
const beyond = (passed: readonly Layer[]): string =>
  passed.at(-1) === 'tcp'
    ? ' (nothing above TCP was asked: an accepted connection is not yet an answer)'
    : '';

const NOTHING_FAILS = { layer: null, code: null, surfacedAt: null, claim: 'observed' } as const;

/**
 * A name or a connection that could not be judged does not matter once a later layer passed, which it cannot do without
 * them. Trust is another matter: the request is sent without judging the certificate.
 */
const isOvertaken = (row: Check, walked: readonly Check[]): boolean =>
  (row.layer === 'dns' || row.layer === 'tcp') &&
  walked.some((later) => later.status === 'pass' && byLayer(row.layer, later.layer) < 0);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
