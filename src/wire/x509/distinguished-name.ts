import { DerReader, TAG, type DerElement } from './der.ts';
import { directoryString } from './directory-string.ts';
import { MalformedDer } from './malformed-der.ts';
import { oidText } from './oid.ts';

const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const MAX_ATTRIBUTES = 64;

/** One attribute of a distinguished name, in the order of the encoding. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** The attributes of a DER Name (the content of its outer SEQUENCE), RFC 5280 section 4.1.2.4. */
export function nameAttributes(body: Uint8Array): NameAttribute[] {
  const attributes: NameAttribute[] = [];
  const sets = new DerReader(body);
  while (!sets.done) {
    const set = new DerReader(sets.expect(TAG.set));
    while (!set.done) {
      if (attributes.length >= MAX_ATTRIBUTES) throw new MalformedDer('name with too many attributes');
      const pair = new DerReader(set.expect(TAG.sequence));
      const type = oidText(pair.expect(TAG.oid));
      attributes.push({ type: SHORT[type] ?? type, value: attributeValue(pair.next()) });
    }
  }
  return attributes;
}

/**
 * A DER Name as text in the order of RFC 4514 (most specific first: `CN=a,O=b`), special and control characters
 * escaped as its section 2.4 asks. An empty name is the empty text.
 */
export function nameText(body: Uint8Array): string {
  return nameAttributes(body)
    .toReversed()
    .map(({ type, value }) => `${type}=${escape(value)}`)
    .join(',');
}

function attributeValue(element: DerElement): string {
  return directoryString(element) ?? `#${[...element.whole].map((octet) => hex(octet)).join('')}`;
}

function escape(value: string): string {
  return value
    .replace(/[",+;<>\\]/g, (special) => `\\${special}`)
    .replace(/[\u0000-\u001f\u007f]/g, (control) => `\\${hex(control.charCodeAt(0))}`)
    .replace(/^[ #]| $/g, (edge) => `\\${edge}`);
}

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');
