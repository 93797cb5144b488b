import { EncodeError } from './encode-error.ts';

/** IANA "DNS RCODEs", the extended ones of RFC 6891 included. 16 is BADVERS here: BADSIG occurs only inside TSIG. */
const RCODES = new Map([
  [0, 'NOERROR'],
  [1, 'FORMERR'],
  [2, 'SERVFAIL'],
  [3, 'NXDOMAIN'],
  [4, 'NOTIMP'],
  [5, 'REFUSED'],
  [6, 'YXDOMAIN'],
  [7, 'YXRRSET'],
  [8, 'NXRRSET'],
  [9, 'NOTAUTH'],
  [10, 'NOTZONE'],
  [11, 'DSOTYPENI'],
  [16, 'BADVERS'],
  [17, 'BADKEY'],
  [18, 'BADTIME'],
  [19, 'BADMODE'],
  [20, 'BADNAME'],
  [21, 'BADALG'],
  [22, 'BADTRUNC'],
  [23, 'BADCOOKIE'],
]);

/** `NXDOMAIN` for 3, `RCODE3841` for a number without a mnemonic. */
export function rcodeName(number: number): string {
  return RCODES.get(number) ?? `RCODE${number}`;
}

/** The number of `NXDOMAIN` or `RCODE3841`, 0 to 4095. Throws EncodeError for anything else. */
export function rcodeNumber(name: string): number {
  for (const [number, known] of RCODES) if (known === name) return number;
  const digits = /^RCODE(\d{1,4})$/.exec(name)?.[1];
  if (digits === undefined || Number(digits) > 0xfff)
    throw new EncodeError(`no such rcode: ${JSON.stringify(name)}`);
  return Number(digits);
}
