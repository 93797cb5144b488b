import { DecodeError } from './decode-error.ts';
import { type ExtendedError, readExtendedError } from './extended-error.ts';
import { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Option codes of IANA "DNS EDNS0 Option Codes" that are used here. */
export const OPTION = { NSID: 3, PADDING: 12, EDE: 15 } as const;

/** One EDNS option as octets. */
export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** What an OPT record says (RFC 6891 section 6.1.2). */
export interface Edns {
  /** Octets of UDP payload that the sender takes. */
  readonly udpSize: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  readonly extendedErrors: readonly ExtendedError[];
  /** RFC 5001: which instance behind the address answered, as octets. */
  readonly nsid?: Uint8Array;
  /** Every option as sent, those decoded above included. */
  readonly options: readonly EdnsOption[];
}

/** The fixed part of an OPT record, where its class and ttl fields are something else. */
export interface OptFields {
  readonly rclass: number;
  readonly ttl: number;
  readonly rdata: Uint8Array;
}

/** Decodes an OPT record and the upper eight bits of the rcode. Throws DecodeError when an option overruns. */
export function readEdns({ rclass, ttl, rdata }: OptFields): { edns: Edns; rcodeHigh: number } {
  const options = readOptions(rdata);
  const nsid = options.find(({ code }) => code === OPTION.NSID)?.data;
  const extendedErrors = options
    .filter(({ code }) => code === OPTION.EDE)
    .map(({ data }) => readExtendedError(data))
    .filter((error) => error !== undefined);
  const edns = {
    udpSize: rclass,
    version: (ttl >>> 16) & 0xff,
    dnssecOk: (ttl & 0x8000) !== 0,
    extendedErrors,
    ...(nsid && { nsid }),
    options,
  };
  return { edns, rcodeHigh: ttl >>> 24 };
}

function readOptions(rdata: Uint8Array): EdnsOption[] {
  const reader = new Reader(rdata);
  const options: EdnsOption[] = [];
  while (reader.left > 0) {
    if (reader.left < 4) throw new DecodeError('an EDNS option is cut', reader.offset);
    const code = reader.u16();
    options.push({ code, data: reader.take(reader.u16()).slice() });
  }
  return options;
}

/** What to put in an OPT record. */
export interface EdnsRequest {
  readonly udpSize: number;
  readonly version?: number;
  readonly dnssecOk?: boolean;
  readonly options?: readonly EdnsOption[];
}

/** Writes an OPT record, owner name and all; `rcode` is the whole twelve-bit one. */
export function writeEdns(
  writer: Writer,
  { udpSize, version = 0, dnssecOk = false, options = [] }: EdnsRequest,
  rcode = 0,
): void {
  writer.u8(0);
  writer.u16(41);
  writer.u16(udpSize);
  writer.u8(rcode >> 4);
  writer.u8(version);
  writer.u16(dnssecOk ? 0x8000 : 0);
  writer.prefixed(() => {
    for (const { code, data } of options) {
      writer.u16(code);
      writer.prefixed(() => writer.raw(data));
    }
  });
}
