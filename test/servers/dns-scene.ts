import { live } from '../../src/core/steps.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Context } from '../../src/core/tool.ts';
import type { HostView } from '../../src/core/world/host-view.ts';
import { noAws } from '../../src/core/world/no-aws.ts';
import { noKubernetes } from '../../src/core/world/no-kubernetes.ts';
import type { Lookup } from '../../src/core/world/dns.ts';
import type { Vantage, World } from '../../src/core/world/world.ts';
import { dnsLookup } from '../../src/tools/dns-lookup/tool.ts';
import { resolve } from '../../src/world/vantage/local/resolve.ts';
import { resolverConfig } from '../../src/world/vantage/local/resolver-config.ts';
import type { LocalSetting } from '../../src/world/vantage/local/setting.ts';
import { dnsServer, type DnsServer, type Handler } from './dns-server.ts';
import { setting } from './setting.ts';

/** A machine with its own resolv.conf and hosts, and name servers on loopback addresses, all on one port. */
export interface Scene {
  /** By loopback address, e.g. `127.0.0.2`. */
  readonly servers: Readonly<Record<string, Handler>>;
  readonly resolvConf: string;
  readonly hosts?: string;
  readonly nsswitch?: string;
  /** getaddrinfo of this process cannot be pointed at other files, so its answers are given, one a call; the last stays. */
  readonly libc?: readonly Partial<Lookup>[];
  readonly routes?: HostView['routes'];
  readonly libcKind?: 'glibc' | 'musl';
  /** Named at start-up to compare with. */
  readonly publicResolvers?: readonly string[];
  /** The port of name servers that run already, when `servers` is empty. */
  readonly port?: number;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Played {
  readonly observation: Awaited<ReturnType<typeof dnsLookup.look>>;
  readonly finding: Finding;
  readonly servers: Readonly<Record<string, DnsServer>>;
  /** The codes of the checks, those without one left out. */
  readonly codes: readonly string[];
  readonly port: number;
}

/** Serves the scene, asks dns_lookup over real sockets, and stops the servers. `PORT` in the input is the servers' port. */
export async function play(scene: Scene): Promise<Played> {
  await using stack = new AsyncDisposableStack();
  const servers: Record<string, DnsServer> = {};
  let port = scene.port ?? 0;
  for (const [address, handler] of Object.entries(scene.servers)) {
    const server = stack.use(await dnsServer(handler, { address, port }));
    ({ port } = server);
    servers[address] = server;
  }
  const here = stack.use(machine(scene, port));
  const vantage = vantageOf(scene, here);
  const world = {
    vantage: async () => vantage,
    kubernetes: noKubernetes('no-cluster'),
    aws: noAws('no-account'),
    publicResolvers: scene.publicResolvers ?? [],
    refusal: here.policy.refusal,
    now: () => '2026-11-23T14:31:07.000Z',
    elapsed: () => 0,
  };
  const context: Context = {
    world: world as unknown as World,
    signal: new AbortController().signal,
    steps: live,
    progress: () => undefined,
  };
  const input = dnsLookup.input.parse(
    JSON.parse(JSON.stringify(scene.input).replaceAll('PORT', String(port))),
  );
  const observation = await dnsLookup.look(context, input);
  const finding = dnsLookup.judge(observation, input);
  const codes = finding.checks.flatMap(({ code, status }) => (code === null ? [] : [`${status} ${code}`]));
  return { observation, finding, servers, codes, port };
}

const machine = ({ resolvConf, hosts = '', nsswitch = 'hosts: files dns\n' }: Scene, dnsPort: number) =>
  setting({ resolvConf, hosts, nsswitch, dnsPort });

function vantageOf(scene: Scene, here: LocalSetting): Vantage {
  const config = resolverConfig(here);
  let calls = 0;
  const answers = scene.libc ?? [{ outcome: 'not-found', error: 'EAI_NONAME' }];
  const part: Partial<Vantage> = {
    identity: { kind: 'local', name: 'box' },
    resolverConfig: async (name, signal) => ({
      ...(await config(name, signal)),
      libc: scene.libcKind ?? 'glibc',
    }),
    resolve: resolve(here),
    lookup: async (name) => ({
      name,
      outcome: 'found',
      addresses: [],
      ms: 1,
      ...(answers[calls++] ?? answers.at(-1)),
    }),
    hostView: async (towards) => ({
      interfaces: [],
      routes: (scene.routes ?? []).filter(({ to }) => towards.includes(to)),
      ipv4: true,
      ipv6: false,
      proxy: {},
      platform: 'linux',
    }),
  };
  return part as Vantage;
}
