import { formatIp, type IpAddress, parseIp } from '../address/ip.ts';
import { BadInput } from '../bad-input.ts';
import { type CloudResource, parseCloudResource } from './cloud-resource.ts';
import { type ClusterObject, formatClusterObject, parseClusterObject } from './cluster-object.ts';

/** Who wants to reach the target. `local` is the machine that Layerwalk runs on. */
export type Source =
  { kind: 'local' } | { kind: 'address'; address: IpAddress } | ClusterObject | CloudResource;

/** Reads a source: `local`, `ns/pod`, `ns/kind/name[@container]`, `node/name`, an AWS id, or an address. Throws BadInput. */
export function parseSource(text: string): Source {
  if (text === 'local') return { kind: 'local' };
  if (text.length <= 600 && !/[\p{Cc}\s]/u.test(text) && !text.startsWith('-')) {
    const address = parseIp(text);
    if (address) return { kind: 'address', address };
    const cloud = parseCloudResource(text);
    if (cloud) return cloud;
    if (text.includes('/')) return parseClusterObject(text);
  }
  throw new BadInput(
    'Not a source.',
    'Send namespace/pod, namespace/kind/name (e.g. payments/deploy/api, with @container if needed), an AWS id, an IP address, or "local".',
  );
}

/** The text that {@link parseSource} reads back. */
export function formatSource(source: Source): string {
  if (source.kind === 'local') return 'local';
  if (source.kind === 'address') return formatIp(source.address);
  if (source.kind === 'aws') return source.id;
  return formatClusterObject(source);
}
