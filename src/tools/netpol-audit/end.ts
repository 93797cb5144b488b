import { formatIp, type IpAddress, parseIp } from '../../core/address/ip.ts';
import { BadInput } from '../../core/bad-input.ts';
import { isLabelKey, isLabelValue, type Labels } from '../../core/kubernetes/labels.ts';
import {
  type ClusterObject,
  formatClusterObject,
  parseClusterObject,
} from '../../core/target/cluster-object.ts';

/** One end of a question, as written: an object, an address, or any pod with these labels in a namespace. */
export type End =
  | ClusterObject
  | { readonly kind: 'address'; readonly address: IpAddress }
  | { readonly kind: 'labels'; readonly namespace: string; readonly labels: Labels };

const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Reads `ns/pod`, `ns/Kind/name`, `node/name`, `ns/label=value,…` or an address. Throws BadInput with what to send instead. */
export function parseEnd(text: string): End {
  if (text.length > 600) throw notAnEnd();
  const address = parseIp(text);
  if (address) return { kind: 'address', address };
  const [namespace, rest] = split(text, '/');
  if (rest?.includes('=') && NAMESPACE.test(namespace)) {
    return { kind: 'labels', namespace, labels: parseLabels(rest) };
  }
  if (!text.includes('/')) throw notAnEnd();
  return parseClusterObject(text);
}

/** The text that {@link parseEnd} reads back. */
export function formatEnd(end: End): string {
  if (end.kind === 'address') return formatIp(end.address);
  if (end.kind !== 'labels') return formatClusterObject(end);
  return `${end.namespace}/${Object.entries(end.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')}`;
}

function parseLabels(text: string): Labels {
  const pairs = text.split(',').map((pair) => split(pair, '='));
  for (const [key, value] of pairs) {
    if (!isLabelKey(key) || value === undefined || !isLabelValue(value)) throw notAnEnd();
  }
  return Object.fromEntries(pairs.map(([key, value]) => [key, value ?? '']));
}

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

const notAnEnd = (): BadInput =>
  new BadInput(
    'Not an end of a connection.',
    'Send ns/pod, ns/Kind/name (e.g. cache/svc/redis), ns/label=value, node/name or an IP address.',
  );
