import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as z from 'zod';
import { openDelayPath } from '../test/lab/delay-path.ts';
import { delayNeeds } from './delay-needs.ts';
import { inside } from '../test/lab/network/execute.ts';
import { type FarEnd, startFarEnd } from './far-end.ts';
import { timeFromNearEnd } from './near-end.ts';
import { type Row, ms, times, unmeasured } from './row.ts';
import { median, timed } from './sampling.ts';

const goal = 1.4;
/** DNS, TCP, TLS 1.3 and HTTP: one each. */
const roundTrips = 4;
const what = 'healthy HTTPS walk at 50 ms RTT, against 4 round trips';

const Answer = z.object({ verdict: z.object({ status: z.enum(['pass', 'warn']) }) });

/** `diagnose` of a healthy HTTPS server in a warm server, on a path with a delay. */
export async function healthyWalk(): Promise<Row[]> {
  const lacking = delayNeeds();
  if (lacking !== null) return [unmeasured(what, `<= ${goal} x`, lacking)];
  await using path = await openDelayPath(50);
  await using far = await startFarEnd(path.far.address, { dns: 53, https: 443 }, path.far.namespace);
  const { one: roundTrip } = await timeFromNearEnd('connect', far, 9, path.near.namespace);
  const walk = await walkTime(far, path.near.namespace);
  const limit = roundTrips * roundTrip;
  return [
    {
      what,
      goal: `<= ${goal} x`,
      measured: `${times(walk / limit)} (${ms(walk)}, ${ms(limit)})`,
      met: walk <= goal * limit,
    },
  ];
}

async function walkTime(far: FarEnd, namespace: string): Promise<number> {
  const serve = [process.execPath, 'dist/bin.js', 'serve', '--ca', far.certificate];
  const [command = '', ...args] = inside(namespace, serve);
  const client = new Client({ name: 'bench', version: '0' });
  await client.connect(new StdioClientTransport({ command, args }));
  const walk = async () => {
    const answer = await client.callTool({ name: 'diagnose', arguments: { target: `https://${far.name}/` } });
    Answer.parse(answer.structuredContent);
  };
  try {
    const taken: number[] = [];
    for (let round = 0; round < 7; round += 1) taken.push(await timed(walk));
    return median(taken.slice(1));
  } finally {
    await client.close();
  }
}
