import type { Check } from '../core/check.ts';
import { byLayer, LAYER_TITLE, type Layer } from '../core/layer.ts';
import type { Leg, Verdict } from '../core/report.ts';
import { failures as clusterDns } from './cluster/dns/failures.ts';
import { CAUSE_LAYERS, explains, SYMPTOM_LAYERS, surfacesAt } from './causes.ts';

const isSymptom = (layer: Layer): boolean => SYMPTOM_LAYERS.some((each) => each === layer);
const isCause = (layer: Layer): boolean => CAUSE_LAYERS.some((each) => each === layer);

/** The first failing symptom row, in walking order. */
export const surfaced = (legs: readonly Leg[]): Check | undefined =>
  legs.flatMap((leg) => leg.rows).find((row) => row.status === 'fail' && isSymptom(row.layer));

/** What a verdict depends on besides the rows. */
interface Circumstances {
  /** The complaint speaks of sizes or hangs. */
  readonly sizeSuspected?: boolean;
  /** Nothing was sent from the source: only what was read decides. */
  readonly modelled?: boolean;
}

/**
 * The verdict over all legs. Where a failing cause layer explains what surfaced, that layer is the verdict's; else the
 * layer that hurts is its own cause. What could not be looked at decides only when nothing failed.
 */
export function verdictOf(
  legs: readonly Leg[],
  { sizeSuspected = false, modelled = false }: Circumstances = {},
): Verdict {
  const rows = legs.flatMap((leg) => leg.rows);
  const hurts = surfaced(legs);
  const causesOf = (some: readonly Check[]): Check[] =>
    some.filter((row) => row.status === 'fail' && isCause(row.layer));
  const causes = causesOf(rows);
  const cause = hurts && causes.find((row) => explains(row, hurts));
  // A cause that did not hurt this walk, which sends little or nothing, hurts those who send more.
  const first = legs.map((leg) => causesOf(leg.rows)).find((found) => found.length > 0) ?? [];
  const blamed = cause ?? hurts ?? first.toSorted((a, b) => byLayer(felt(a), felt(b)))[0];
  if (blamed) {
    return {
      status: 'fail',
      layer: blamed.layer,
      code: blamed.code,
      surfacedAt: hurts?.layer ?? felt(blamed),
      claim: claimOf(blamed, { modelled, explains: cause !== undefined, felt: rows }),
      sentence: sentence(blamed.summary),
    };
  }
  if (modelled) return modelledVerdict(rows);
  const walked = rows.filter((row) => isSymptom(row.layer));
  // A complaint about sizes is not answered as long as the sizes could not be looked at.
  const sizes = sizeSuspected ? rows.filter((row) => row.layer === 'mtu') : [];
  const open = [...walked, ...sizes].find((row) => row.status === 'unknown' && !isOvertaken(row, walked));
  if (open) {
    const said = `${LAYER_TITLE[open.layer]} could not be judged: ${open.summary}`;
    return { ...NOTHING_FAILS, status: 'unknown', sentence: sentence(said) };
  }
  // Blocked by a layer of which nothing failed: two looks at it disagree.
  const judged = walked.filter(({ status }) => status === 'pass' || status === 'warn');
  const blocked = walked.find(
    ({ status, blockedBy, layer }) =>
      status === 'skipped' && blockedBy !== undefined && !judged.some((row) => row.layer === layer),
  );
  if (blocked) {
    const said = `${LAYER_TITLE[blocked.layer]} could not be asked: ${blocked.summary}`;
    return { ...NOTHING_FAILS, status: 'unknown', sentence: sentence(said) };
  }
  const passed = judged.map((row) => row.layer);
  const layers = [...new Set(passed)].map((layer) => LAYER_TITLE[layer]);
  const warned = rows.find((row) => row.status === 'warn');
  const differ = rows.find((row) => row.code === 'tcp.pods-differ');
  if (differ) return { ...NOTHING_FAILS, status: 'warn', sentence: sentence(differ.summary) };
  if (layers.length === 0) {
    return { ...NOTHING_FAILS, status: 'unknown', sentence: 'Nothing could be walked.' };
  }
  return {
    ...NOTHING_FAILS,
    status: warned ? 'warn' : 'pass',
    sentence: `new connections work: ${listed(layers)} ${layers.length === 1 ? 'passes' : 'pass'}${beyond(passed)}${warned ? `, yet ${warned.summary}` : ''}.`,
  };
}

/** Codes that are claimed only where what the source was answered and what the cluster has say the same. */
const SEEN_FROM_BOTH: ReadonlySet<string | null> = new Set(Object.keys(clusterDns));

/** How sure it is: a model that no probe bears out is no more than a model. */
function claimOf(
  blamed: Check,
  seen: { readonly modelled: boolean; readonly explains: boolean; readonly felt: readonly Check[] },
): Verdict['claim'] {
  if (seen.explains) return 'proven';
  if (seen.modelled) return 'modelled';
  if (SEEN_FROM_BOTH.has(blamed.code)) return 'proven';
  if (isSymptom(blamed.layer) || blamed.layer === 'mtu') return 'observed';
  const layer = felt(blamed);
  return seen.felt.some((row) => row.layer === layer && row.status === 'warn') ? 'proven' : 'modelled';
}

/** The layer in which a cause is first noticed. */
const felt = (cause: Check): Layer => surfacesAt(cause) ?? cause.layer;

/** Nothing fails in what was read. What could not be read counts, and so does what ought to have been sent. */
function modelledVerdict(rows: readonly Check[]): Verdict {
  const modelledName = ({ layer, status }: Check): boolean =>
    layer === 'dns' && (status === 'pass' || status === 'warn');
  const read = rows.filter((row) => (isCause(row.layer) && row.status !== 'skipped') || modelledName(row));
  const layers = [...new Set(read.map((row) => LAYER_TITLE[row.layer]))];
  const open = read.find((row) => row.status === 'unknown');
  if (open || read.length === 0) {
    const why = open
      ? `${LAYER_TITLE[open.layer]} could not be judged: ${open.summary}`
      : (rows.find((row) => row.status === 'unknown')?.summary ?? 'nothing could be walked');
    return { ...NOTHING_FAILS, status: 'unknown', claim: 'modelled', sentence: sentence(why) };
  }
  const warned = read.find((row) => row.status === 'warn');
  const said = `what is written lets it through: ${listed(layers)} ${layers.length === 1 ? 'passes' : 'pass'}`;
  const unsent = rows.find((row) => isSymptom(row.layer) && row.status === 'unknown');
  if (unsent) {
    const sent = rows.some((row) => row.layer === 'tcp' && row.status === 'unknown');
    const why = sent ? 'nothing could be sent' : `${LAYER_TITLE[unsent.layer]} could not be judged`;
    const blind = `${said}, and ${why}: ${unsent.summary}`;
    return { ...NOTHING_FAILS, status: 'unknown', claim: 'modelled', sentence: sentence(blind) };
  }
  return {
    ...NOTHING_FAILS,
    status: warned ? 'warn' : 'pass',
    claim: 'modelled',
    sentence: sentence(`${said}; nothing was sent${warned ? `, yet ${warned.summary}` : ''}`),
  };
}

const sentence = (text: string): string => `${text}.`.replace(/\.\.$/, '.');

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
