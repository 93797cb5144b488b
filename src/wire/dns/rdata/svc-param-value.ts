import { DecodeError } from '../decode-error.ts';
import { EncodeError } from '../encode-error.ts';
import { quote, unquote } from '../escape.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';
import { ipv4, ipv6 } from './address-field.ts';
import { base64 } from './binary-field.ts';
import { type Field, Words } from './field.ts';
import { u16 } from './number-field.ts';
import { readItems, writeItems } from './svc-param-list.ts';
import { svcKey, svcKeyName } from './svc-key.ts';

/** How the value of one SvcParamKey reads and writes; null is a key without a value. */
export interface SvcValue {
  readonly read: (reader: Reader) => string | null;
  readonly write: (writer: Writer, value: string | null) => void;
}

function needed(value: string | null): string {
  if (value === null) throw new EncodeError('this SvcParamKey needs a value');
  return value;
}

const single = (field: Field): SvcValue => ({
  read: field.read,
  write: (writer, value) => field.write(writer, new Words(needed(value))),
});

function list(field: Field): SvcValue {
  return {
    read(reader) {
      const values = [field.read(reader)];
      while (reader.left > 0) values.push(field.read(reader));
      return values.join(',');
    },
    write(writer, value) {
      for (const part of needed(value).split(',')) field.write(writer, new Words(part));
    },
  };
}

const alpn: SvcValue = {
  read: (reader) => quote(readItems(reader)),
  write: (writer, value) => writeItems(writer, unquote(needed(value))),
};

const flag: SvcValue = {
  read(reader) {
    if (reader.left > 0) throw new DecodeError('a value where none is allowed', reader.offset);
    return null;
  },
  write(_writer, value) {
    if (value !== null) throw new EncodeError('a value where none is allowed');
  },
};

const keyField: Field = {
  read: (reader) => svcKeyName(reader.u16()),
  write: (writer, words) => writer.u16(svcKey(words.next())),
};

const text: SvcValue = {
  read: (reader) => (reader.left > 0 ? quote(reader.rest()) : null),
  write: (writer, value) => writer.raw(unquote(value ?? '')),
};

const VALUES: Readonly<Record<string, SvcValue>> = {
  mandatory: list(keyField),
  alpn,
  'no-default-alpn': flag,
  port: single(u16),
  ipv4hint: list(ipv4),
  ech: single(base64),
  ipv6hint: list(ipv6),
  ohttp: flag,
};

/** The value format of a key (RFC 9460 section 7); any other key holds a quoted string of octets. */
export function svcValue(keyName: string): SvcValue {
  return Object.hasOwn(VALUES, keyName) ? (VALUES[keyName] ?? text) : text;
}
