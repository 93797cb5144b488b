import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** The header bits (RFC 1035 section 4.1.1; AD and CD from RFC 4035 section 3). `z` is the reserved one, and must be false. */
export interface Flags {
  readonly qr: boolean;
  readonly aa: boolean;
  readonly tc: boolean;
  readonly rd: boolean;
  readonly ra: boolean;
  readonly z: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
}

const BITS: Record<keyof Flags, number> = {
  qr: 0x8000,
  aa: 0x0400,
  tc: 0x0200,
  rd: 0x0100,
  ra: 0x0080,
  z: 0x0040,
  ad: 0x0020,
  cd: 0x0010,
};

/** Names of the opcodes that are assigned; the rest are `OPCODE` and the number. */
const OPCODES = ['QUERY', 'IQUERY', 'STATUS', undefined, 'NOTIFY', 'UPDATE', 'DSO'];

export interface Header {
  /** 0 to 65535. */
  readonly id: number;
  readonly flags: Flags;
  readonly opcode: string;
  /** The low four bits only: the rest is in the OPT record (RFC 6891 section 6.1.3). */
  readonly rcodeLow: number;
  /** Entries announced for question, answer, authority, additional. */
  readonly counts: readonly [number, number, number, number];
}

/** Reads the 12 octets of a header. Throws DecodeError when they are not there. */
export function readHeader(reader: Reader): Header {
  const id = reader.u16();
  const word = reader.u16();
  const set = (name: keyof Flags): boolean => (word & BITS[name]) !== 0;
  const flags = {
    qr: set('qr'), aa: set('aa'), tc: set('tc'), rd: set('rd'),
    ra: set('ra'), z: set('z'), ad: set('ad'), cd: set('cd'),
  }; // prettier-ignore
  const code = (word >> 11) & 0xf;
  const opcode = OPCODES[code] ?? `OPCODE${code}`;
  return {
    id,
    flags,
    opcode,
    rcodeLow: word & 0xf,
    counts: [reader.u16(), reader.u16(), reader.u16(), reader.u16()],
  };
}

/** Writes the 12 octets of a header with opcode QUERY. Flags left out are clear. */
export function writeHeader(
  writer: Writer,
  header: { id: number; flags: Partial<Flags>; rcodeLow: number; counts: Header['counts'] },
): void {
  let word = header.rcodeLow & 0xf;
  for (const [name, bit] of Object.entries(BITS)) if (header.flags[name as keyof Flags] === true) word |= bit;
  writer.u16(header.id);
  writer.u16(word);
  for (const count of header.counts) writer.u16(count);
}
