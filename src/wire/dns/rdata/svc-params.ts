import { DecodeError } from '../decode-error.ts';
import { EncodeError } from '../encode-error.ts';
import type { Field } from './field.ts';
import { svcKey, svcKeyName } from './svc-key.ts';
import { svcValue } from './svc-param-value.ts';

/** The SvcParams that end SVCB and HTTPS (RFC 9460 section 2.2): key, length, value, keys strictly ascending. */
export const svcParams: Field = {
  read(reader) {
    const params: string[] = [];
    let last = -1;
    while (reader.left > 0) {
      const key = reader.u16();
      if (key <= last) throw new DecodeError('SvcParamKeys out of order', reader.offset);
      last = key;
      const name = svcKeyName(key);
      const value = reader.within(reader.u16(), () => svcValue(name).read(reader));
      params.push(value === null ? name : `${name}=${value}`);
    }
    return params.join(' ');
  },
  write(writer, words) {
    const params = words.rest().map((word) => {
      const [name = '', ...value] = word.split('=');
      return { name, key: svcKey(name), value: value.length > 0 ? value.join('=') : null };
    });
    if (new Set(params.map(({ key }) => key)).size < params.length)
      throw new EncodeError('a SvcParamKey twice');
    for (const { name, key, value } of params.toSorted((a, b) => a.key - b.key)) {
      writer.u16(key);
      writer.prefixed(() => svcValue(name).write(writer, value));
    }
  },
};
