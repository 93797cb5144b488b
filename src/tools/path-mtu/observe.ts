import { parseIp } from '../../core/address/ip.ts';
import { familyAddresses } from '../../core/family-addresses.ts';
import type { Look } from '../../core/tool.ts';
import { schemeOfPort } from '../../core/target/scheme.ts';
import type { Asking } from '../../core/world/mtu.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

const DEADLINE_MS = 10_000;

/** Looks the host up and measures the path to the first address of each family, both at once. */
export async function observe(look: Look, { host, port, max }: Input): Promise<Observation> {
  const found = await familyAddresses(look, host);
  look.progress(`path MTU to ${host}`);
  const ask = port === undefined ? undefined : askingAt(port, host);
  const request = {
    timeoutMs: DEADLINE_MS,
    ...(port !== undefined && { port }),
    ...(max !== undefined && { max }),
    ...(ask && { ask }),
  };
  const paths = await Promise.all(
    found.chosen.map((address) => look.vantage.mtu({ ...request, address }, look.signal)),
  );
  return { ...found, paths };
}

/** What the usual server of a port answers at length; on a port that is nobody's, a handshake may. */
function askingAt(port: number, host: string): Asking | undefined {
  const usual = schemeOfPort(port)?.scheme;
  const name = parseIp(host) ? {} : { host };
  if (usual === undefined || usual.speaks === 'tls') return { kind: 'tls', ...name };
  return usual.protocol === 'http' ? { kind: 'http', ...name } : undefined;
}
