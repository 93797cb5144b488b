import { formatIp } from '../../core/address/ip.ts';
import { DerReader, TAG } from './der.ts';
import { MalformedDer } from './malformed-der.ts';
import { nameText } from './distinguished-name.ts';

const MAX_NAMES = 2000;

/** One GeneralName (RFC 5280 section 4.2.1.6). `value` of the kind `other` is empty: it is not decoded. */
export interface GeneralName {
  readonly kind: 'dns' | 'ip' | 'uri' | 'email' | 'directory' | 'other';
  readonly value: string;
}

/** The names of a GeneralNames value (the content of its SEQUENCE), at most 2,000. */
export function generalNames(body: Uint8Array): GeneralName[] {
  const names: GeneralName[] = [];
  const reader = new DerReader(body);
  while (!reader.done) {
    if (names.length >= MAX_NAMES) throw new MalformedDer('too many alternative names');
    const { tag, body: value } = reader.next();
    names.push(generalName(tag, value));
  }
  return names;
}

/** One GeneralName from its context tag (0x82 dNSName, 0x87 iPAddress, …) and content. */
export function generalName(tag: number, value: Uint8Array): GeneralName {
  if (tag === 0x81) return { kind: 'email', value: ia5(value) };
  if (tag === 0x82) return { kind: 'dns', value: ia5(value) };
  if (tag === 0x86) return { kind: 'uri', value: ia5(value) };
  if (tag === 0x87) return { kind: 'ip', value: ipText(value) };
  if (tag === 0xa4) return { kind: 'directory', value: nameText(new DerReader(value).expect(TAG.sequence)) };
  return { kind: 'other', value: '' };
}

function ia5(value: Uint8Array): string {
  let text = '';
  for (const octet of value) text += String.fromCharCode(octet);
  return text;
}

/** 4 or 16 octets as the canonical text of an address; anything else is malformed. */
export function ipText(value: Uint8Array): string {
  if (value.length !== 4 && value.length !== 16) throw new MalformedDer('IP address length');
  const number = value.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  return formatIp({ family: value.length === 4 ? 4 : 6, value: number });
}
