import type { IcmpError } from '../../core/world/path.ts';

type Meaning = Pick<IcmpError, 'type' | 'codes' | 'name'>;

const unreachable = (type: number, codes: readonly number[], name: string): Meaning => ({
  type,
  codes: [...codes],
  name,
});

const prohibited = 'administratively prohibited';

/** What traceroute(8) and tracepath(8) print for the codes of RFC 792, RFC 1122 section 3.2.2.1 and RFC 1812 section 5.2.7.1. */
const V4: Readonly<Record<string, Meaning>> = {
  '!N': unreachable(3, [0, 6, 8, 11], 'network unreachable'),
  '!H': unreachable(3, [1, 7, 12], 'host unreachable'),
  '!P': unreachable(3, [2], 'protocol unreachable'),
  '!F': unreachable(3, [4], 'fragmentation needed'),
  '!S': unreachable(3, [5], 'source route failed'),
  '!X': unreachable(3, [9, 10, 13], prohibited),
  '!A': unreachable(3, [13], prohibited),
  '!V': unreachable(3, [14], 'host precedence violation'),
  '!C': unreachable(3, [15], 'precedence cutoff in effect'),
};

/** The same for RFC 4443 section 3. */
const V6: Readonly<Record<string, Meaning>> = {
  '!N': unreachable(1, [0], 'no route'),
  '!H': unreachable(1, [3], 'address unreachable'),
  '!P': unreachable(4, [1], 'unrecognized next header'),
  '!F': unreachable(2, [0], 'packet too big'),
  '!S': unreachable(1, [2], 'beyond scope of source address'),
  '!X': unreachable(1, [1], prohibited),
  '!A': unreachable(1, [1], prohibited),
};

/** A port that is unreachable: programs print no mark for it. */
export const portUnreachable = (family: 4 | 6): Meaning =>
  family === 4 ? unreachable(3, [3], 'port unreachable') : unreachable(1, [4], 'port unreachable');

/** Reads a mark such as `!X`, `!F-1400` or `!9`; undefined for anything else. */
export function icmpMark(mark: string, family: 4 | 6): (Meaning & { mtu?: number }) | undefined {
  const [, sign = '', mtu] = /^(!(?:[A-Z]|\d{1,3}))(?:-(\d{2,5}))?$/.exec(mark) ?? [];
  const table = family === 4 ? V4 : V6;
  const code = /^!(\d{1,3})$/.exec(sign)?.[1];
  const meaning = Object.hasOwn(table, sign)
    ? table[sign]
    : code === undefined
      ? undefined
      : unreachable(family === 4 ? 3 : 1, [Number(code)], `unreachable, code ${Number(code)}`);
  return meaning && { ...meaning, ...(mtu !== undefined && { mtu: Number(mtu) }) };
}
