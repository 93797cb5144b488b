import type { World } from '../../core/world/world.ts';
import type { HostView } from '../../core/world/host-view.ts';
import type { ResolverConfig } from '../../core/world/dns.ts';
import { wantsColour } from '../colour.ts';
import { EXIT } from '../exit-status.ts';
import type { Outside } from '../outside.ts';
import { readStartUp } from '../start-up-flags.ts';
import type { Machine } from './machine.ts';
import { sightLines } from './sight.ts';

/** Everything that can be seen from here, or why it could not be asked. */
export interface Sight {
  readonly layerwalk: string;
  readonly machine: Machine;
  readonly resolver: ResolverConfig | { readonly error: string };
  readonly host: HostView | { readonly error: string };
}

/** Long enough for what only reads files and asks the kernel for routes. */
const DEADLINE_MS = 5_000;

/** Says what can be seen from here. It judges nothing, sends nothing and never fails. */
export async function doctor(values: Readonly<Record<string, unknown>>, outside: Outside): Promise<number> {
  const { stdout, env } = outside;
  const { world } = await outside.open(readStartUp({}, {}));
  const [machine, seen] = await Promise.all([outside.machine(), ask(world)]);
  const sight: Sight = { layerwalk: outside.version, machine, ...seen };
  const color = wantsColour({ flag: values['color'] !== false, env, terminal: stdout.isTTY === true });
  stdout.write(
    values['json'] === true
      ? `${JSON.stringify(sight, null, 2)}\n`
      : `${sightLines(sight, color).join('\n')}\n`,
  );
  return EXIT.well;
}

async function ask(world: World): Promise<Pick<Sight, 'resolver' | 'host'>> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const vantage = await world.vantage(undefined);
  const [resolver, host] = await Promise.all([
    orError(() => vantage.resolverConfig('localhost', signal)),
    orError(() => vantage.hostView([], signal)),
  ]);
  return { resolver, host };
}

async function orError<T>(look: () => Promise<T>): Promise<T | { error: string }> {
  try {
    return await look();
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
