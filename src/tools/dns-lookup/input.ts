import * as z from 'zod';
import { parseIp } from '../../core/address/ip.ts';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { readPort, splitHostPort } from '../../core/target/host-port.ts';

const TYPES = [
  'A', 'AAAA', 'CAA', 'CNAME', 'DNSKEY', 'DS', 'HTTPS', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV', 'SVCB', 'TLSA', 'TXT',
]; // prettier-ignore

type Issues = z.core.ParsePayload<string>;
const say = (context: Issues, message: string): void =>
  void context.issues.push({ code: 'custom', message, input: '' });

function isName(context: Issues): void {
  if (parseIp(context.value)) {
    say(
      context,
      'An IP address needs no lookup. Send a name; for the reverse lookup send e.g. 7.0.0.10.in-addr.arpa with types PTR.',
    );
  }
}

function isType(context: Issues): void {
  const upper = context.value.toUpperCase();
  const number = /^TYPE([0-9]{1,5})$/.exec(upper)?.[1];
  // RFC 6895 section 3.1: 0 and 128-255 are no data types (transfers, ANY), 41 is OPT.
  const isData =
    number !== undefined &&
    Number(number) > 0 &&
    Number(number) <= 0xffff &&
    Number(number) !== 41 &&
    (Number(number) < 128 || Number(number) > 255);
  if (!TYPES.includes(upper) && !isData)
    say(
      context,
      `Not a record type to ask for. Send ${TYPES.join(', ')} or TYPE and a number of a data type.`,
    );
}

function isServer(context: Issues): void {
  try {
    const { host, port } = splitHostPort(context.value);
    if (port !== undefined) readPort(port);
    if (!parseIp(host))
      say(
        context,
        'A name server is given by its address. Send e.g. 10.0.0.2, 10.0.0.2:5353 or [fd00::2]:53.',
      );
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    say(context, error.message);
  }
}

const server = z.string().check(isServer);

export const Input = z.strictObject({
  name: field
    .host('name, e.g. api.example.com; a trailing dot keeps the search list out', { host: 'name' })
    .check(isName),
  types: z.array(z.string().check(isType)).min(1).max(8).default(['A', 'AAAA']).describe('record types'),
  servers: z
    .array(server)
    .max(8)
    .optional()
    .describe('more name servers to compare, e.g. 10.0.0.2, [fd00::2]:53'),
  trace: z.boolean().optional().describe('also ask the authorities, from the root down'),
  root_servers: z
    .array(server)
    .min(1)
    .max(26)
    .optional()
    .describe('root servers for trace, in closed networks'),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
