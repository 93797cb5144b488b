import { BadInput } from '../../core/bad-input.ts';
import type { World } from '../../core/world/world.ts';
import { wantsColour } from '../colour.ts';
import { EXIT } from '../exit-status.ts';
import type { Outside } from '../outside.ts';
import { readStartUp } from '../start-up-flags.ts';
import { clusterSight } from './cluster.ts';
import type { Sight } from './sight.ts';
import { sightLines } from './sight-lines.ts';

/** Long enough for what reads files, asks the kernel for routes, and asks an API server that answers. */
const DEADLINE_MS = 5_000;

/** Says what can be seen from here. It judges nothing and never fails; all it sends is one question to the API server. */
export async function doctor(values: Readonly<Record<string, unknown>>, outside: Outside): Promise<number> {
  const { stdout, env } = outside;
  const { world, refused } = await openForSight(outside);
  const [machine, seen] = await Promise.all([outside.machine(), ask(world)]);
  const sight: Sight = { layerwalk: outside.version, machine, ...seen, ...(refused && { cluster: refused }) };
  const color = wantsColour({ flag: values['color'] !== false, env, terminal: stdout.isTTY === true });
  stdout.write(
    values['json'] === true
      ? `${JSON.stringify(sight, null, 2)}\n`
      : `${sightLines(sight, color).join('\n')}\n`,
  );
  return EXIT.well;
}

/** A start-up setting that cannot be used is something to say, not a reason to say nothing. */
async function openForSight({ open, env }: Outside): Promise<{ world: World; refused?: { error: string } }> {
  try {
    return await open(
      readStartUp(
        {},
        { LAYERWALK_KUBECONFIG: env['LAYERWALK_KUBECONFIG'], LAYERWALK_AWS_DUMP: env['LAYERWALK_AWS_DUMP'] },
      ),
    );
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { ...(await open(readStartUp({}, {}))), refused: { error: error.message } };
  }
}

async function ask(world: World): Promise<Pick<Sight, 'resolver' | 'host' | 'cluster' | 'cloud'>> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const vantage = await world.vantage(undefined);
  const [resolver, host, cluster, cloud] = await Promise.all([
    orError(() => vantage.resolverConfig('localhost', signal)),
    orError(() => vantage.hostView([], signal)),
    orError(() => clusterSight(world.kubernetes, signal)),
    orError(() => world.aws.where({})),
  ]);
  return { resolver, host, cluster, cloud };
}

async function orError<T>(look: () => Promise<T>): Promise<T | { error: string }> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { error: 'no answer within 5 s' };
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
