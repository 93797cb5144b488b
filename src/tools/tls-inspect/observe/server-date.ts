import { bracketed } from '../../../core/target/host-port.ts';
import type { Look } from '../../../core/tool.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import type { Input } from '../input.ts';
import { isoOfHttpDate } from './http-date.ts';

const TIMEOUT_MS = 1500;

/** What the server's clock says, by the Date header of a HEAD request. One connection, when it is made at all. */
export interface ServerDate {
  readonly serverDate?: string;
  readonly connections: number;
}

/** Asked only when a date in the chain does not fit our clock, and only of a server that may speak HTTP. */
export async function serverDate(
  { vantage, signal }: Look,
  input: Input,
  tap: TlsTap,
  at: string,
): Promise<ServerDate> {
  const now = `${at.slice(0, 19)}Z`;
  const off = tap.chain.some(({ notBefore, notAfter }) => now < notBefore || now > notAfter);
  if (!off || tap.outcome !== 'handshake' || tap.upgrade || input.client_speaks === 'plain')
    return { connections: 0 };
  const name = input.servername ?? input.host;
  const host = bracketed(name);
  const url = `https://${host}:${input.port}/`;
  const { headers, connections } = await vantage.http(
    { url, method: 'HEAD', address: tap.address, timeoutMs: TIMEOUT_MS },
    signal,
  );
  const date = isoOfHttpDate(headers.find((header) => header.name === 'date')?.value ?? '');
  return { connections, ...(date !== undefined && { serverDate: date }) };
}
