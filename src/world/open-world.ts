import { access, constants, stat } from 'node:fs/promises';
import { formatIp, parseIp } from '../core/address/ip.ts';
import { type Cidr, parseCidr } from '../core/address/cidr.ts';
import { addressPolicy } from '../core/address/policy.ts';
import { BadInput } from '../core/bad-input.ts';
import type { StartUp } from '../core/start-up.ts';
import type { Source } from '../core/target/source.ts';
import { visible } from '../core/untrusted.ts';
import type { Vantage, World } from '../core/world/world.ts';
import type { LiveCluster } from './kubernetes/live-cluster.ts';
import { whenNeeded } from './kubernetes/when-needed.ts';
import { openAws } from './open-aws.ts';
import { isOwnAddress, ownNetworks } from './own-address.ts';
import { cannotSendFrom } from './unsupported-source.ts';
import type { FromPods } from './vantage/pod/from-pods.ts';
import { thisMachine } from './vantage/local/setting.ts';

export type WorldOptions = Partial<
  Pick<
    StartUp,
    | 'allowCidr'
    | 'denyCidr'
    | 'caFile'
    | 'publicResolver'
    | 'kubeconfig'
    | 'kubeContext'
    | 'manifests'
    | 'awsDump'
    | 'allowExec'
    | 'refuseOwn'
  >
>;

/**
 * The outside as this machine reaches it. Throws BadInput for a start-up flag that cannot be used. What a tool does not
 * ask for is not loaded.
 */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const {
    allowCidr = [],
    denyCidr = [],
    publicResolver = [],
    caFile,
    kubeconfig,
    kubeContext: defaultContext,
    manifests = [],
    awsDump,
  } = options;
  const policy = addressPolicy({
    allow: networks('--allow-cidr', allowCidr),
    deny: networks('--deny-cidr', denyCidr),
    refused: options.refuseOwn === true ? ownNetworks() : [],
  });
  if (caFile !== undefined) await mustBeReadable('--ca', caFile);
  if (kubeconfig !== undefined) await mustBeReadable('--kubeconfig', kubeconfig);
  for (const path of manifests) await mustBeThere(path);
  const setting = thisMachine(policy, caFile);
  let local: Promise<Vantage> | undefined;
  const here = (): Promise<Vantage> =>
    (local ??= import('./vantage/local/vantage.ts').then(({ localVantage }) => localVantage(setting)));
  let cluster: Promise<LiveCluster> | undefined;
  const live = (): Promise<LiveCluster> =>
    (cluster ??= import('./kubernetes/live-cluster.ts').then(({ liveCluster }) =>
      liveCluster({ kubeconfig, context: defaultContext, env: process.env }),
    ));
  let pods: Promise<FromPods> | undefined;
  const fromPods = (): Promise<FromPods> =>
    (pods ??= Promise.all([import('./vantage/pod/from-pods.ts'), live()]).then(([found, own]) =>
      found.fromPods({ ...own, policy }),
    ));
  return {
    async vantage(from, signal, kubeContext) {
      if (isHere(from)) return here();
      const inCluster = from.kind === 'pod' || from.kind === 'workload';
      if (!inCluster || options.allowExec !== true || manifests.length > 0)
        throw cannotSendFrom(from, manifests.length > 0 ? 'manifests' : 'exec off');
      return (await fromPods())(from, signal, kubeContext);
    },
    async verifyChain(request) {
      const { verifyChain } = await import('./trust/verify-chain.ts');
      return verifyChain(setting)(request);
    },
    async fetchIssuer(url, target, signal) {
      const { fetchIssuer } = await import('./trust/fetch-issuer.ts');
      return fetchIssuer(setting)(url, target, signal);
    },
    kubernetes: whenNeeded(async () => {
      if (manifests.length > 0) {
        const { fileKubernetes } = await import('./snapshot/manifests/file-kubernetes.ts');
        return fileKubernetes(manifests);
      }
      return (await live()).kubernetes;
    }),
    ...(manifests.length > 0 && { standIn: 'files' as const }),
    aws: await openAws(awsDump),
    publicResolvers: publicResolver.map(mustBeAddress),
    refusal: (address) => policy.refusal(address),
    now: () => new Date().toISOString(),
    elapsed: () => performance.now(),
  };
}

type Here = { kind: 'local' } | { kind: 'address' } | undefined;

function isHere(from: Source | undefined): from is Extract<Source, Here> | undefined {
  if (from === undefined || from.kind === 'local') return true;
  return from.kind === 'address' && isOwnAddress(formatIp(from.address));
}

function networks(flag: string, texts: readonly string[]): Cidr[] {
  return texts.map((text) => {
    const network = parseCidr(text);
    if (network) return network;
    throw new BadInput(
      `${flag}: "${visible(text, 60)}" is not a network.`,
      'Send e.g. 10.0.0.0/8 or 2001:db8::/32.',
    );
  });
}

function mustBeAddress(text: string): string {
  const ip = parseIp(text);
  if (ip) return formatIp(ip);
  throw new BadInput(
    `--public-resolver: "${visible(text, 60)}" is not an address.`,
    'Send e.g. 192.0.2.53 or 2001:db8::53.',
  );
}

/** More than any of them needs; a device or pipe would never end. */
const MOST_BYTES = 16 * 1024 * 1024;

const FILES = { '--ca': 'a PEM file of CA certificates', '--kubeconfig': 'a kubeconfig' } as const;

async function mustBeReadable(flag: keyof typeof FILES, file: string): Promise<void> {
  const instead = `Send the path of ${FILES[flag]}.`;
  try {
    await access(file, constants.R_OK);
    const found = await stat(file);
    if (found.isFile() && found.size <= MOST_BYTES) return;
  } catch {
    throw new BadInput(`${flag}: the file cannot be read.`, instead);
  }
  throw new BadInput(`${flag}: not a regular file of at most 16 MiB.`, instead);
}

async function mustBeThere(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch {
    throw new BadInput(
      '--manifests: there is nothing that can be read.',
      'Send the path of a folder or file.',
    );
  }
}
