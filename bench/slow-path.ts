import { join } from 'node:path';
import * as z from 'zod';
import { at } from '../test/lab/network/at.ts';
import { buildNetwork, type Network } from '../test/lab/network/build.ts';
import { carryOut, execute, inside, must } from '../test/lab/network/execute.ts';
import type { Order } from '../test/lab/network/host.ts';
import { type FarEnd, startFarEnd } from './far-end.ts';
import { timed } from './sampling.ts';

const Answer = z.object({ ms: z.number(), status: z.string(), summary: z.string() });

/** Three hops to an HTTPS server, the first of which holds packets back, with what is wrong on the way. */
export class SlowPath implements AsyncDisposable {
  readonly address = at.server.v4;
  readonly #network: Network;
  readonly #far: FarEnd;

  constructor(network: Network, far: FarEnd) {
    this.#network = network;
    this.#far = far;
  }

  /** Builds it with a round trip of so many milliseconds. Needs root and /dev/net/tun. */
  static async open(roundTripMs: number, faults: readonly Order[] = []): Promise<SlowPath> {
    const network = await buildNetwork({ roundTripMs });
    const far = await startFarEnd(at.server.v4, { dns: 53, https: 443 }, network.namespace('server'));
    await carryOut(faults, network.namespace);
    return new SlowPath(network, far);
  }

  /** The median of `rounds` answers of a tool, and what the last one says. */
  async ask(tool: string, input: object, rounds: number): Promise<z.infer<typeof Answer>> {
    const program = join(import.meta.dirname, 'ends/tool-end.ts');
    const argv = [process.execPath, program, tool, JSON.stringify(input), String(rounds)];
    return Answer.parse(JSON.parse(await must(this.#inside(argv), { timeoutMs: 120_000 })));
  }

  /** How long another program takes, at most so long, in milliseconds. */
  time(argv: readonly string[], mostMs: number): Promise<number> {
    return timed(() => execute(this.#inside(argv), { timeoutMs: mostMs }));
  }

  /** Whether another program succeeds. */
  async does(argv: readonly string[]): Promise<boolean> {
    return (await execute(this.#inside(argv))).status === 0;
  }

  #inside(argv: readonly string[]): string[] {
    return inside(this.#network.namespace('client'), argv);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#far[Symbol.asyncDispose]();
    await this.#network[Symbol.asyncDispose]();
  }
}
