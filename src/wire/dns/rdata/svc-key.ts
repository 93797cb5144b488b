import { EncodeError } from '../encode-error.ts';

/** IANA "DNS Service Parameter Keys (SvcParamKeys)", by number. */
const KEYS = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
  'ohttp',
];

/** `alpn` for 1, `key65000` for a number without a name (RFC 9460 section 2.1). */
export function svcKeyName(number: number): string {
  return KEYS[number] ?? `key${number}`;
}

/** The number of `alpn` or `key65000`. Throws EncodeError for anything else. */
export function svcKey(name: string): number {
  const known = KEYS.indexOf(name);
  if (known >= 0) return known;
  const digits = /^key(\d{1,5})$/.exec(name)?.[1];
  if (digits === undefined || Number(digits) > 0xffff)
    throw new EncodeError(`no such SvcParamKey: ${JSON.stringify(name)}`);
  return Number(digits);
}
