import type { Look } from '../../../core/tool.ts';
import type { Dial } from '../../../core/world/dial.ts';
import type { Sniff } from '../../../core/world/sniff.ts';
import type { Input } from '../input.ts';
import type { AddressSeen, Heard, Try } from '../observation.ts';
import { listenMs } from '../speaks-first.ts';
import type { Gate } from './gate.ts';
import { pause } from './pause.ts';
import type { Restraint } from './restraint.ts';

/** Between two further tries that mixed results ask for, in milliseconds. */
const QUICK_MS = 20;
/** Tries, each from its own source port, when some fail and some do not. */
const WHEN_FLAKY = 20;

/** What one port of one address is tried with. */
export interface Trial extends Pick<Input, 'attempts' | 'timeout' | 'interval'> {
  readonly look: Look;
  readonly address: string;
  readonly port: number;
  /** Between two tries while it is not yet known what greets there. */
  readonly staggerMs: number;
  readonly gate: Gate;
  readonly restraint: Restraint;
}

/**
 * All loud tries of one address: the first listens, the others follow at a distance, so that the whole takes about one
 * deadline. Mixed results are followed up with more tries, a reset by listening again.
 */
export async function tryAddress(trial: Trial): Promise<AddressSeen> {
  const { address, attempts, restraint } = trial;
  let listening = true;
  const first = listenTo(trial).finally(() => (listening = false));
  const later = await start(trial, 1, attempts, () => listening, first);
  const sniffed = await first;
  const tries = [bare(sniffed.dial), ...(await Promise.all(later))];
  // What was held back until it was known who greets there.
  tries.push(...(await more(trial, tries.length, attempts)));
  if (isMixed(tries)) tries.push(...(await more(trial, tries.length, WHEN_FLAKY)));
  const seen = { address, tries, heard: heardOf(sniffed) };
  const reset = sniffed.outcome === 'reset' || sniffed.dial.outcome === 'reset';
  if (!reset || !restraint.admits(false, tries.length)) return seen;
  const again = await listenTo(trial);
  return { ...seen, again: { dial: bare(again.dial), heard: heardOf(again) } };
}

async function listenTo({ look, address, port, timeout, gate, restraint }: Trial): Promise<Sniff> {
  restraint.count();
  const request = { address, port, timeoutMs: timeout, waitMs: listenMs(port) };
  const sniffed = await gate.through(() => look.vantage.sniff(request, look.signal));
  restraint.heard(sniffed);
  return sniffed;
}

/** Starts tries at a distance, from `made` to `wanted` or until the port can bear no more; they end by themselves. */
async function start(
  trial: Trial,
  made: number,
  wanted: number,
  listening: () => boolean,
  first: Promise<unknown>,
): Promise<Promise<Try>[]> {
  const { look, restraint, attempts, interval } = trial;
  const started: Promise<Try>[] = [];
  // A rejection is awaited, and thrown, later on.
  const over = first.catch(() => {});
  for (let here = made; here < wanted; here++) {
    const gap = here < attempts ? interval : QUICK_MS;
    await pause(gap, look.signal);
    if (listening()) await Promise.race([over, pause(trial.staggerMs - gap, look.signal)]);
    if (!restraint.admits(listening(), here)) break;
    const dialled = dialOnce(trial);
    dialled.catch(() => {});
    started.push(dialled);
  }
  return started;
}

async function more(trial: Trial, made: number, wanted: number): Promise<Try[]> {
  return Promise.all(await start(trial, made, wanted, () => false, Promise.resolve()));
}

async function dialOnce({ look, address, port, timeout, gate, restraint }: Trial): Promise<Try> {
  restraint.count();
  const request = { address, port, timeoutMs: timeout };
  return bare(await gate.through(() => look.vantage.dial(request, look.signal)));
}

const isMixed = (tries: readonly Try[]): boolean => {
  const failed = tries.some(({ outcome }) => ['timeout', 'refused', 'unreachable'].includes(outcome));
  return failed && tries.some(({ outcome }) => outcome === 'open');
};

/** A dial without where it went. */
export function bare({ address: _address, port: _port, ...rest }: Dial): Try {
  return rest;
}

function heardOf({ dial: _dial, ...rest }: Sniff): Heard {
  return rest;
}
