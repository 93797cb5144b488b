import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layDelay } from '../delay.ts';
import { filesOf } from './demolish.ts';
import { inside, must } from './execute.ts';
import { type Host, HOSTS } from './host.ts';
import { namespaces } from './namespace.ts';
import { CABLES, CLIENT_CABLE } from './plan.ts';
import { addressBatch, cableBatch, filterTables, kernelSettings } from './script.ts';
import { remove, watch } from './standing.ts';

/** What differs from the usual network. */
export interface Site {
  /** Round trip in milliseconds of the client's cable; absent: a cable that holds nothing back. */
  readonly roundTripMs?: number;
  /** The client's files in /etc, by name. */
  readonly clientFiles?: Readonly<Record<string, string>>;
}

/** Five hosts that are up and can reach each other over both families. */
export interface Network extends AsyncDisposable {
  readonly namespace: (host: Host) => string;
}

/** Builds a network of its own for one scenario. Needs root, or a user namespace made for the lab. */
export async function buildNetwork({ roundTripMs, clientFiles = {} }: Site): Promise<Network> {
  const namespace = namespaces();
  const names = HOSTS.map(namespace);
  watch(names);
  let endDelay: (() => Promise<unknown>) | undefined;
  const network: Network = {
    namespace,
    async [Symbol.asyncDispose]() {
      remove(names);
      await endDelay?.();
    },
  };
  try {
    await must(['ip', '-batch', '-'], { input: names.map((name) => `netns add ${name}\n`).join('') });
    await Promise.all(HOSTS.map((host) => inHost(namespace(host), ['sh'], kernelSettings(host))));
    const cables = roundTripMs === undefined ? CABLES : CABLES.filter((cable) => cable !== CLIENT_CABLE);
    await must(['ip', '-batch', '-'], { input: cableBatch(cables, namespace) });
    if (roundTripMs !== undefined) endDelay = await layDelay(CLIENT_CABLE, namespace, roundTripMs);
    await Promise.all(HOSTS.map((host) => configure(host, namespace(host))));
    await writeFiles(namespace('client'), clientFiles);
    return network;
  } catch (error) {
    await network[Symbol.asyncDispose]();
    throw error;
  }
}

async function configure(host: Host, name: string): Promise<void> {
  await must(['ip', '-n', name, '-batch', '-'], { input: addressBatch(host) });
  await inHost(name, ['nft', '-f', '-'], filterTables());
}

const inHost = (name: string, argv: readonly string[], input: string): Promise<string> =>
  must(inside(name, argv), { input });

async function writeFiles(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(filesOf(name), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(filesOf(name), file), text);
}
