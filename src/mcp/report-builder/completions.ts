import { SCHEMES } from '../../core/target/scheme.ts';

const SYMPTOMS = [
  'connection refused',
  'connection timed out',
  'connection reset by peer',
  'no route to host',
  'name or service not known',
  'temporary failure in name resolution',
  'certificate has expired',
  'certificate signed by unknown authority',
  'certificate is not valid for this host name',
  'TLS handshake failure',
  'TLS handshake hangs',
  '401 Unauthorized',
  '403 Forbidden',
  '404 Not Found',
  '502 Bad Gateway',
  '503 Service Unavailable',
  '504 Gateway Timeout',
  'works sometimes, fails sometimes',
  'slow to connect',
  'fails after being idle',
  'large requests or uploads hang',
  'works from another machine',
];

const CHANGES = [
  'nothing that is known',
  'new version deployed',
  'certificate renewed',
  'DNS record changed',
  'network policy added or changed',
  'firewall or security group changed',
  'proxy or service mesh rolled out',
  'cluster or node upgraded',
  'moved to another network or region',
];

// What people run things in, by the names that they type.
const KINDS = ['pod', 'deploy', 'sts', 'ds', 'job', 'cronjob'];

/** What may follow the beginning of a target: the schemes of URLs. Hosts are not guessed. */
export const completeTarget = (typed: string): string[] =>
  Object.keys(SCHEMES)
    .map((scheme) => `${scheme}://`)
    .filter((start) => start.startsWith(typed.toLowerCase()) && start !== typed);

/** What may follow the beginning of a source: this machine, or the kinds inside a namespace. */
export function completeSource(typed: string): string[] {
  const inNamespace = /^([a-z0-9-]+)\/([a-z]*)$/.exec(typed);
  if (!inNamespace) return ['local', 'node/'].filter((form) => form.startsWith(typed) && form !== typed);
  const [, namespace, kind = ''] = inNamespace;
  if (namespace === 'node') return [];
  return KINDS.filter((known) => known.startsWith(kind)).map((known) => `${namespace}/${known}/`);
}

/** Complaints that hold the typed words. */
export const completeSymptom = (typed: string): string[] => holding(SYMPTOMS, typed);

/** Kinds of change that hold the typed words. */
export const completeChange = (typed: string): string[] => holding(CHANGES, typed);

const holding = (phrases: readonly string[], typed: string): string[] =>
  phrases.filter((phrase) => ` ${phrase.toLowerCase()}`.includes(` ${typed.trim().toLowerCase()}`));
