import type { StartUp } from '../core/start-up.ts';
import type { Flag } from './flag.ts';

const flag = (name: string, description: string, more: Partial<Flag> = {}): Flag => ({
  name,
  takes: 'text',
  repeats: false,
  required: false,
  description,
  ...more,
});

/** What is decided at start-up, for `serve` and for every command that probes; never by a call. */
export const START_UP_FLAGS: readonly Flag[] = [
  flag('allow-cidr', 'may be contacted although a default refuses it', {
    repeats: true,
    placeholder: 'CIDR',
    env: 'LAYERWALK_ALLOW_CIDR',
  }),
  flag('deny-cidr', 'may not be contacted', {
    repeats: true,
    placeholder: 'CIDR',
    env: 'LAYERWALK_DENY_CIDR',
  }),
  flag('ca', 'CA certificates (PEM) that the client trusts', { placeholder: 'FILE', env: 'LAYERWALK_CA' }),
  flag('kubeconfig', 'kubeconfig; otherwise KUBECONFIG, ~/.kube/config or the pod’s own account', {
    placeholder: 'FILE',
    env: 'LAYERWALK_KUBECONFIG',
  }),
  flag('kube-context', 'context of the kubeconfig, for calls that name none; otherwise its current one', {
    placeholder: 'NAME',
    env: 'LAYERWALK_KUBE_CONTEXT',
  }),
  flag('manifests', 'Kubernetes manifests (YAML or JSON) to ask in place of a cluster', {
    repeats: true,
    placeholder: 'PATH',
    env: 'LAYERWALK_MANIFESTS',
  }),
  flag('allow-exec', 'look from pods by exec of fixed programs; needs get and create on pods/exec', {
    takes: 'switch',
    env: 'LAYERWALK_ALLOW_EXEC',
  }),
  flag('public-resolver', 'address of a public name server to compare with; none is asked by default', {
    repeats: true,
    placeholder: 'ADDRESS',
    env: 'LAYERWALK_PUBLIC_RESOLVER',
  }),
  flag('aws-dump', 'answer about AWS from files that `aws … describe-*` printed', {
    placeholder: 'DIR',
    env: 'LAYERWALK_AWS_DUMP',
  }),
  flag('record', 'keep what is observed, secrets redacted', { placeholder: 'FILE' }),
  flag('replay', 'answer from a recording, with no network', { placeholder: 'FILE' }),
];

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The start-up settings, from what a parser found by flag key and from the environment. Lists from both add up; of single values
 * the flag wins.
 */
export function readStartUp(values: Readonly<Record<string, unknown>>, env: Env): StartUp {
  const [caFile = fromEnv(env, 'LAYERWALK_CA')] = texts(values['ca']);
  const [kubeconfig = fromEnv(env, 'LAYERWALK_KUBECONFIG')] = texts(values['kubeconfig']);
  const [kubeContext = fromEnv(env, 'LAYERWALK_KUBE_CONTEXT')] = texts(values['kubeContext']);
  const [awsDump = fromEnv(env, 'LAYERWALK_AWS_DUMP')] = texts(values['awsDump']);
  const [record] = texts(values['record']);
  const [replay] = texts(values['replay']);
  return {
    allowCidr: listOf(texts(values['allowCidr']), fromEnv(env, 'LAYERWALK_ALLOW_CIDR')),
    denyCidr: listOf(texts(values['denyCidr']), fromEnv(env, 'LAYERWALK_DENY_CIDR')),
    publicResolver: listOf(texts(values['publicResolver']), fromEnv(env, 'LAYERWALK_PUBLIC_RESOLVER')),
    ...(caFile !== undefined && { caFile }),
    ...((values['allowExec'] === true || isOn(fromEnv(env, 'LAYERWALK_ALLOW_EXEC'))) && { allowExec: true }),
    manifests: listOf(texts(values['manifests']), fromEnv(env, 'LAYERWALK_MANIFESTS')),
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(kubeContext !== undefined && { kubeContext }),
    ...(awsDump !== undefined && { awsDump }),
    ...(record !== undefined && { record }),
    ...(replay !== undefined && { replay }),
  };
}

const isOn = (text: string | undefined): boolean => text === 'true' || text === '1';

const texts = (value: unknown): string[] =>
  [value].flat().filter((part): part is string => typeof part === 'string');

const listOf = (flags: readonly string[], twin: string | undefined): string[] =>
  [...flags, ...(twin === undefined ? [] : [twin])].flatMap(splitList);

/** A comma list as its parts, empty ones left out. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A host of MCP bundles passes an option that nobody set as "" or as the literal "${user_config.x}". */
function fromEnv(env: Env, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' || /^\$\{user_config\.[^}]*\}$/.test(value) ? undefined : value;
}
