import { networkPrefix } from '../../../lab/network/namespace.ts';
import { inside, must } from '../../../lab/network/execute.ts';
import { remove, watch } from '../../../lab/network/standing.ts';

/** A machine that pods hang on: it forwards what they send, translates virtual addresses and filters. */
export interface NodeNetwork extends AsyncDisposable {
  /** The network namespace of a host by its name; that of the machine itself is called `node`. */
  readonly namespace: (host: string) => string;
  /** Replaces the rules by which it translates and filters. */
  rules(script: string): Promise<void>;
}

/** The address of the machine on the pods' cables: on every one the same, as Calico does it. */
const GATEWAY = '169.254.1.1';
const NODE = 'node';

/** Builds a machine with a cable to each host, which has one address and everything else behind its gateway. */
export async function nodeNetwork(
  hosts: readonly { readonly name: string; readonly address: string }[],
): Promise<NodeNetwork> {
  const prefix = networkPrefix();
  const letters = new Map([NODE, ...hosts.map(({ name }) => name)].map((name, i) => [name, letter(i)]));
  const namespace = (host: string): string => {
    const own = letters.get(host);
    if (own === undefined) throw new Error(`There is no host ${host}.`);
    return prefix + own;
  };
  const names = [...letters.values()].map((each) => prefix + each);
  watch(names);
  const network: NodeNetwork = {
    namespace,
    async rules(script) {
      await must(inside(namespace(NODE), ['nft', '-f', '-']), { input: script });
    },
    async [Symbol.asyncDispose]() {
      remove(names);
    },
  };
  try {
    await must(['ip', '-batch', '-'], { input: names.map((name) => `netns add ${name}\n`).join('') });
    const settings = 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit';
    await must(inside(namespace(NODE), ['sh', '-c', settings]));
    const cables = hosts.map(({ name }, i) => cable(i, namespace(NODE), namespace(name)));
    await must(['ip', '-batch', '-'], { input: cables.join('') });
    await must(['ip', '-n', namespace(NODE), '-batch', '-'], {
      input: `link set lo up\naddress add ${GATEWAY}/32 dev lo\n${hosts.map(({ address }, i) => nodeEnd(i, address)).join('')}`,
    });
    for (const { name, address } of hosts)
      await must(['ip', '-n', namespace(name), '-batch', '-'], { input: podEnd(address) });
    return network;
  } catch (error) {
    await network[Symbol.asyncDispose]();
    throw error;
  }
}

const letter = (i: number): string => String.fromCodePoint('a'.codePointAt(0)! + i);

const cable = (i: number, node: string, pod: string): string =>
  `link add p${i} netns ${node} gso_max_segs 1 type veth peer name eth0 netns ${pod} gso_max_segs 1\n`;

const nodeEnd = (i: number, address: string): string =>
  `link set p${i} up\nroute add ${address}/32 dev p${i}\n`;

const podEnd = (address: string): string =>
  [
    'link set lo up',
    'link set eth0 up',
    `address add ${address}/32 dev eth0`,
    `route add ${GATEWAY}/32 dev eth0 scope link`,
    `route add default via ${GATEWAY}`,
    '',
  ].join('\n');
