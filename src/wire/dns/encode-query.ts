import { type EdnsOption, type EdnsRequest, OPTION, writeEdns } from './edns.ts';
import { writeHeader } from './header.ts';
import { writeQuestion } from './record.ts';
import { Writer } from './writer.ts';

/** A question to one server. */
export interface Query {
  /** 0 to 65535; must be unpredictable, so the caller draws it. */
  readonly id: number;
  /** Presentation format; absolute with or without its trailing dot. */
  readonly name: string;
  /** Mnemonic in any case, or `TYPE65534`. */
  readonly type: string;
  readonly recursionDesired?: boolean;
  readonly authenticData?: boolean;
  readonly checkingDisabled?: boolean;
  /** Left out: a query without EDNS. */
  readonly edns?: QueryEdns;
}

export interface QueryEdns extends EdnsRequest {
  /** Ask which instance answers (RFC 5001). */
  readonly nsid?: boolean;
  /** Octets of padding (RFC 7830), to see what a path does to large queries. */
  readonly padding?: number;
}

/** Encodes a query with one question of class IN. Throws EncodeError when the name or type has no wire form. */
export function encodeQuery(query: Query): Uint8Array {
  const writer = new Writer({ compress: false });
  const { id, name, type, edns } = query;
  const flags = {
    rd: query.recursionDesired ?? false,
    ad: query.authenticData ?? false,
    cd: query.checkingDisabled ?? false,
  };
  writeHeader(writer, { id, flags, rcodeLow: 0, counts: [1, 0, 0, edns ? 1 : 0] });
  writeQuestion(writer, { name, type, class: 'IN' });
  if (edns) writeEdns(writer, { ...edns, options: optionsOf(edns) });
  return writer.done();
}

function optionsOf({ nsid = false, padding = 0, options = [] }: QueryEdns): EdnsOption[] {
  return [
    ...(nsid ? [{ code: OPTION.NSID, data: new Uint8Array() }] : []),
    ...options,
    ...(padding > 0 ? [{ code: OPTION.PADDING, data: new Uint8Array(padding) }] : []),
  ];
}
