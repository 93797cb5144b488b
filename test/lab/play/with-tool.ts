import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Finding } from '../../../src/core/finding.ts';
import { buildNetwork, type Network } from '../network/build.ts';
import { carryOut, inside, must } from '../network/execute.ts';
import type { Host, Order } from '../network/host.ts';
import { startServer } from '../serving/start-server.ts';
import type { Server } from '../serving/server.ts';
import type { Site } from '../network/build.ts';

const TOOL = join(import.meta.dirname, '../ends/tool.ts');

/** A network with its faults, in which one tool is asked. */
export interface Setting {
  readonly site?: Site;
  readonly servers?: readonly Server[];
  readonly faults?: readonly Order[];
  /** A folder with what pki.ts makes, where a server needs it. */
  readonly pki?: string;
}

const Seen = z.object({ input: z.record(z.string(), z.unknown()), observation: z.looseObject({}) });

/** What a tool saw, and what it made of it. */
export interface Answered extends z.infer<typeof Seen> {
  readonly finding: Finding;
}

/** What can be done in the network. */
export interface Inside {
  /** Asks a tool, at the client unless told otherwise; `as` goes before the program, e.g. setpriv. */
  ask(tool: string, input: object, how?: { at?: Host; as?: readonly string[] }): Promise<Answered>;
  carryOut(orders: readonly Order[]): Promise<void>;
  readonly network: Network;
}

/** Builds the network, breaks it, lets `use` ask, and takes it down. */
export async function withTool<T>(setting: Setting, use: (inside: Inside) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-tool-'));
  try {
    await using network = await buildNetwork(setting.site ?? {});
    const { namespace } = network;
    const ground = { folder, pki: setting.pki ?? folder };
    await Promise.all((setting.servers ?? []).map((one) => startServer(one, namespace(one.at), ground)));
    await carryOut(setting.faults ?? [], namespace);
    return await use({
      network,
      carryOut: (orders) => carryOut(orders, namespace),
      async ask(tool, input, { at = 'client', as = [] } = {}) {
        const argv = inside(namespace(at), [...as, process.execPath, TOOL, tool, JSON.stringify(input)]);
        const lines = (await must(argv, { timeoutMs: 60_000 })).trim().split('\n');
        return {
          ...Seen.parse(JSON.parse(lines[0] ?? '')),
          finding: Finding.parse(JSON.parse(lines.at(-1) ?? '')),
        };
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
