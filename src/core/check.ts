import * as z from 'zod';
import { type FailureTable, layerOf } from './failure.ts';
import { Figure } from './figure.ts';
import { Fix } from './fix.ts';
import { Layer } from './layer.ts';
import { Status } from './status.ts';
import { Quote } from './untrusted.ts';

/** One judged fact. `code` names the failure mode and is null when there is none. */
export const Check = z.object({
  layer: Layer,
  code: z.string().nullable(),
  status: Status,
  test: z.string().describe('something a person could run or look at'),
  summary: z.string(),
  evidence: z.array(z.string()),
  untrusted: z.array(Quote).optional(),
  blockedBy: Layer.optional(),
  figures: z.array(Figure).optional(),
  fix: Fix.optional(),
});
export type Check = z.infer<typeof Check>;

interface Said {
  test: string;
  summary: string;
  evidence?: readonly string[];
  untrusted?: readonly Quote[];
  figures?: readonly Figure[];
}
/** A fix as a whole, or only its sentence. */
type Next = Fix | string;

const asFix = (fix: Next): Fix => (typeof fix === 'string' ? { summary: fix } : fix);

function check(layer: Layer, code: string | null, status: Status, said: Said, fix?: Next): Check {
  const { test, summary, evidence = [], untrusted = [], figures = [] } = said;
  return {
    layer,
    code,
    status,
    test,
    summary,
    evidence: [...evidence],
    ...(untrusted.length > 0 && { untrusted: [...untrusted] }),
    ...(figures.length > 0 && { figures: [...figures] }),
    ...(fix !== undefined && { fix: asFix(fix) }),
  };
}

/** The target is well in this respect. */
export const pass = (layer: Layer, said: Said): Check => check(layer, null, 'pass', said);

/** We could not look. `fix` says what would let us. */
export const unknown = (layer: Layer, said: Said & { fix: Next }): Check =>
  check(layer, null, 'unknown', said, said.fix);

/** Does not apply, or is blocked by an earlier layer, which `blockedBy` names. */
export function skipped(layer: Layer, said: Said & { blockedBy?: Layer }): Check {
  const made = check(layer, null, 'skipped', said);
  return said.blockedBy ? { ...made, blockedBy: said.blockedBy } : made;
}

/** The two ways to claim a code of one table. A claim without a fix of its own carries the table's. */
export interface Claims<Code extends string> {
  /** No path to the target remains for the real client. */
  fail(code: Code, said: Said & { fix?: Next }): Check;
  /** Worth mending, yet a path remains, or it is not the client's own view. */
  warn(code: Code, said: Said & { fix?: Next }): Check;
}

/** Constructors for claims of `failures`: the layer follows from the code, the fix from the table unless given. */
export function claims<Code extends string>(failures: FailureTable<Code>): Claims<Code> {
  const claim = (status: Status) => (code: Code, said: Said & { fix?: Next }) =>
    check(layerOf(code), code, status, said, said.fix ?? failures[code].fix);
  return { fail: claim('fail'), warn: claim('warn') };
}

/** The same check with numbers to draw, where there are any. */
export const drawn = (made: Check, figure: Figure | undefined): Check =>
  figure === undefined ? made : { ...made, figures: [...(made.figures ?? []), figure] };
