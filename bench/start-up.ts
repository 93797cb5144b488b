import { phases } from './phases.ts';
import { spawnTime, startServer } from './program.ts';
import { type Row, ms, times } from './row.ts';
import { sideBySide } from './sampling.ts';

const goal = 3.5;

/** From spawn to the `initialize` reply, against a Node that does nothing. */
export async function startUp(): Promise<Row[]> {
  const bareNode = () => spawnTime(process.execPath, ['-e', '0']);
  const { one: ours, other: bare } = await sideBySide(21, reply, bareNode);
  return [
    {
      what: 'spawn to initialize reply, against node -e 0',
      goal: `<= ${goal} x, aim 2.8 x`,
      measured: `${times(ours / bare)} (${ms(ours)}, ${ms(bare)}; ${await phases(7)})`,
      met: ours / bare <= goal,
    },
  ];
}

async function reply(): Promise<number> {
  const server = await startServer();
  await server.end();
  return server.replyMs;
}
