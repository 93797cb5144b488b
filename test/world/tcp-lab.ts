import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/tools/tcp-probe/observation.ts';
import { needs } from '../needs.ts';

/** The three hosts: a client, the router between, and a server that has two addresses of each family. */
type Host = 'c' | 'r' | 's';
export const SERVER = '10.81.2.2';
export const SERVER_TOO = '10.81.2.3';
export const SERVER_V6 = 'fd81:2::2';
export const CLIENT = '10.81.1.2';

/** What a probe from the client gave. */
export interface Probed {
  readonly observation: Observation;
  readonly finding: Finding;
}

/** What these tests want of the machine. */
export const wants = needs({
  root: true,
  linux: true,
  commands: ['ip', 'nft', 'python3', 'sysctl'],
  packages: ['iproute2', 'nftables', 'python3', 'procps'],
});
export const codes = ({ finding }: Probed): (string | null)[] => finding.checks.map(({ code }) => code);
/** The one check of a finding that must have one. */
export const only = ({ finding }: Probed): Check => {
  expect(finding.checks).toHaveLength(1);
  const [check] = finding.checks;
  if (!check) throw new Error('No check.');
  return check;
};
/** All that a check says. */
export const said = (check: Check): string => [check.summary, ...check.evidence].join('\n');

const PROBE = join(import.meta.dirname, 'tcp-lab-probe.ts');
const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });
let made = 0;

/** A network of namespaces: client, router, server, in a row. `down` removes all of it. */
export class Lab {
  readonly #name = `lw${process.pid}x${made++}`;
  readonly #children: ChildProcess[] = [];

  constructor() {
    for (const host of ['c', 'r', 's'] as const) {
      run('ip', 'netns', 'add', this.#of(host));
      this.sysctl(host, 'net.ipv6.conf.default.accept_dad=0', 'net.ipv6.conf.all.accept_dad=0');
      this.ip(host, 'link set lo up');
    }
    this.#link('c', 'r', 'a', [CLIENT, '10.81.1.1'], ['fd81:1::2', 'fd81:1::1']);
    this.#link('r', 's', 'b', ['10.81.2.1', SERVER], ['fd81:2::1', SERVER_V6]);
    this.ip('s', `addr add ${SERVER_TOO}/24 dev b1`);
    this.sysctl('r', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv4.icmp_ratelimit=0');
    for (const [host, v4, v6] of [
      ['c', '10.81.1.1', 'fd81:1::1'],
      ['s', '10.81.2.1', 'fd81:2::1'],
    ] as const) {
      this.ip(host, `route add default via ${v4}`);
      this.ip(host, `-6 route add default via ${v6}`);
    }
    this.nft('r', 'add table inet f', 'add chain inet f pass { type filter hook forward priority 0; }');
    this.nft('c', 'add table inet f', 'add chain inet f pass { type filter hook output priority 0; }');
  }

  #of(host: Host): string {
    return `${this.#name}${host}`;
  }

  #link(near: Host, far: Host, device: string, v4: [string, string], v6: [string, string]): void {
    run(
      'ip',
      'link',
      'add',
      `${device}0`,
      'netns',
      this.#of(near),
      'type',
      'veth',
      'peer',
      'name',
      `${device}1`,
      'netns',
      this.#of(far),
    );
    for (const [end, host] of [near, far].entries()) {
      this.ip(host, `addr add ${v4[end]}/24 dev ${device}${end}`);
      this.ip(host, `-6 addr add ${v6[end]}/64 dev ${device}${end} nodad`);
      this.ip(host, `link set ${device}${end} up`);
    }
  }

  /** The name of a namespace, for what runs in it by other means. */
  nameOf(host: Host): string {
    return this.#of(host);
  }

  ip(host: Host, command: string): void {
    run('ip', '-n', this.#of(host), ...command.split(' '));
  }

  sysctl(host: Host, ...settings: string[]): void {
    run('ip', 'netns', 'exec', this.#of(host), 'sysctl', '-qw', ...settings);
  }

  nft(host: Host, ...commands: string[]): void {
    run('ip', 'netns', 'exec', this.#of(host), 'nft', commands.join('; '));
  }

  /** A rule on the client's way out or on the router; a fault of one port only. */
  rule(host: 'c' | 'r', rule: string): void {
    this.nft(host, `add rule inet f pass ${rule}`);
  }

  /** A server in a namespace, in Python: what `script` does with `listen(address, port, backlog)` and `accept(socket, treat)`. */
  async serve(host: Host, script: string): Promise<void> {
    const child = spawn(
      'ip',
      [
        'netns',
        'exec',
        this.#of(host),
        'python3',
        '-c',
        `${PYTHON}\n${script}\nprint('ready', flush=True)\ntime.sleep(300)`,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#children.push(child);
    await once(child.stdout, 'data');
  }

  /** Asks tcp_probe from a host; `names` stand in for a resolver. */
  async probe(
    input: object,
    { from = 'c', names = {} }: { from?: Host; names?: Record<string, string[]> } = {},
  ): Promise<Probed> {
    const args = ['netns', 'exec', this.#of(from), process.execPath, PROBE, JSON.stringify({ input, names })];
    const child = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(child, 'close');
    return JSON.parse(text) as Probed;
  }

  down(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    for (const host of ['c', 'r', 's'] as const) run('ip', 'netns', 'del', this.#of(host));
  }
}

const PYTHON = `
import socket, struct, threading, time
kept = []
def listen(address, port, backlog=64):
    s = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, port))
    s.listen(backlog)
    kept.append(s)
    return s
def accept(s, treat):
    def run():
        while True:
            c, _ = s.accept()
            kept.append(c)
            treat(c)
    threading.Thread(target=run, daemon=True).start()
def hold(c):
    pass
def reset(c):
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    c.close()
def fill(address, port, count):
    for _ in range(count):
        c = socket.socket()
        c.setblocking(False)
        c.connect_ex((address, port))
        kept.append(c)
    time.sleep(0.3)
`;
