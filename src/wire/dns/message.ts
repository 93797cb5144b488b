import type { Edns } from './edns.ts';
import type { Flags } from './header.ts';

/** An entry of the question section. */
export interface Question {
  /** Presentation format with the trailing dot. */
  readonly name: string;
  /** Mnemonic, or `TYPE65534`. */
  readonly type: string;
  /** `IN`, or `CLASS4096`. */
  readonly class: string;
}

/** A resource record, with its RDATA as a zone file would show it. */
export interface ResourceRecord extends Question {
  /** Seconds. */
  readonly ttl: number;
  /** RFC 1035 presentation format; `\# length hex` for types that are not known here (RFC 3597 section 5). */
  readonly data: string;
}

/** A decoded DNS message. The OPT record is in `edns`, not among `additional`. */
export interface Message {
  /** 0 to 65535. */
  readonly id: number;
  readonly flags: Flags;
  readonly opcode: string;
  /** The extended rcode, joined: `NXDOMAIN`, `BADVERS`, `RCODE3841`. */
  readonly rcode: string;
  readonly question: readonly Question[];
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly edns?: Edns;
  /** Octets of the whole message. */
  readonly size: number;
  /** Octets behind the last record: 0 in a sound message. */
  readonly trailing: number;
}
