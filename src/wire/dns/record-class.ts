import { EncodeError } from './encode-error.ts';

const CLASSES = new Map([
  [1, 'IN'],
  [3, 'CH'],
  [4, 'HS'],
  [254, 'NONE'],
  [255, 'ANY'],
]);

/** `IN` for 1, `CLASS4096` for a number without a mnemonic (RFC 3597 section 5). */
export function className(number: number): string {
  return CLASSES.get(number) ?? `CLASS${number}`;
}

/** The number of `IN` or `CLASS4096`. Throws EncodeError for anything else. */
export function classNumber(name: string): number {
  for (const [number, known] of CLASSES) if (known === name) return number;
  const digits = /^CLASS(\d{1,5})$/.exec(name)?.[1];
  if (digits === undefined || Number(digits) > 0xffff)
    throw new EncodeError(`no such class: ${JSON.stringify(name)}`);
  return Number(digits);
}
