import { isPrivate } from '../../core/address/policy.ts';
import { CannotObserve } from '../../core/cannot-observe.ts';
import { formatSource, parseSource } from '../../core/target/source.ts';
import { isClusterOnly } from '../../core/target/service-name.ts';
import { parseTarget, type Target } from '../../core/target/target.ts';
import type { World } from '../../core/world/world.ts';

/** What the prompt was given, read. */
export interface Case {
  readonly target: Target;
  /** Canonical; absent: this machine. */
  readonly source?: string;
  /** Why nothing can be sent from the source, and what would let us. */
  readonly unreachableSource?: string;
  /** Why a source has to be named first. */
  readonly sourceNeeded?: string;
  readonly symptom?: string;
  readonly recentChange?: string;
}

/** The prompt's arguments as sent; an empty text means that nothing was filled in. */
export interface Sent {
  readonly target: string;
  readonly source?: string | undefined;
  readonly symptom?: string | undefined;
  readonly recent_change?: string | undefined;
}

/** Reads the arguments, and asks the world whether anything can be sent from the source. Throws BadInput. */
export async function readCase(world: World, sent: Sent): Promise<Case> {
  const target = parseTarget(sent.target.trim());
  const symptom = filled(sent.symptom);
  const recentChange = filled(sent.recent_change);
  return {
    target,
    ...(symptom !== undefined && { symptom }),
    ...(recentChange !== undefined && { recentChange }),
    ...(await sourceOf(world, filled(sent.source), target)),
  };
}

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;

type FromWhere = Pick<Case, 'source' | 'unreachableSource' | 'sourceNeeded'>;

async function sourceOf(world: World, text: string | undefined, target: Target): Promise<FromWhere> {
  const source = text === undefined ? undefined : parseSource(text);
  if (source === undefined || source.kind === 'local') {
    const why = text === undefined ? needsSource(target) : undefined;
    return why === undefined ? {} : { sourceNeeded: why };
  }
  const named = { source: formatSource(source) };
  try {
    await world.vantage(source);
    return named;
  } catch (error) {
    if (!(error instanceof CannotObserve)) throw error;
    const { summary, command } = error.fix;
    return {
      ...named,
      unreachableSource: [error.message, summary, ...(command === undefined ? [] : [`\`${command}\``])].join(
        ' ',
      ),
    };
  }
}

/** Targets that look different from everywhere: without a source no probe says anything of the client. */
function needsSource(target: Target): string | undefined {
  if (target.kind !== 'endpoint') return 'the target is an object of a cluster or cloud';
  if (isClusterOnly(target.host)) return `${target.host} means something only inside its cluster`;
  if (target.address && isPrivate(target.host)) return `${target.host} is a private address`;
  return undefined;
}
