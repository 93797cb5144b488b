import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/wire/dns/decode-error.ts';
import { decodeMessage } from '../../src/wire/dns/decode-message.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
const question = (name: string): string => `0000 0000 0001 0000 0000 0000 ${name} 0001 0001`;
const record = (type: string, length: string, rdata: string): string =>
  `0000 8000 0000 0001 0000 0000 00 ${type} 0001 00000000 ${length} ${rdata}`;
const opts = (count: string, ...records: string[]): string =>
  `0000 8000 0000 0000 0000 ${count} ${records.join('')}`;
const OPT = '00 0029 04d0 00000000 0000';

describe('what a hostile peer may send', () => {
  test.each([
    ['nothing', '', '2 octets wanted, 0 left'],
    ['half a header', '0000 8000 0000', '2 octets wanted'],
    ['a pointer to itself', question('c00c'), 'does not lead backwards'],
    ['a pointer forwards', question('c00e 00'), 'does not lead backwards'],
    ['two pointers at each other', question('c00e c00c'), 'does not lead backwards'],
    ['a label, then a pointer to that label', question('0161 c00c'), 'does not lead backwards'],
    ['a pointer cut in half', '0000 0000 0001 0000 0000 0000 c0', 'runs past the end'],
    ['a reserved label type', question('80'), 'an unknown label type'],
    ['a binary label', question('4101'), 'an unknown label type'],
    ['a label past the end', question('3f61'), 'a label runs past the end'],
    ['a name without its end', '0000 0000 0001 0000 0000 0000 0161', 'a name runs past the end'],
    ['a name of 257 octets', question(`${'03616161'.repeat(64)}00`), 'a name longer than 255 octets'],
    ['RDATA past the end', record('0001', 'ffff', '7f000001'), '65535 octets wanted'],
    ['three octets for an address', record('0001', '0003', '7f0000'), '4 octets wanted, 3 left'],
    ['five octets for an address', record('0001', '0005', '7f00000100'), '1 octets too many'],
    ['a character-string past its RDATA', record('0010', '0002', '0561'), '5 octets wanted, 1 left'],
    ['a name past its RDATA', record('0002', '0002', '0161 00'), 'a name runs past the end'],
    ['type bits out of order', record('002f', '0007', '00 0001 40 0001 40'), 'a broken type bit map'],
    ['a window of 33 octets', record('002f', '0024', `00 0021 ${'40'.repeat(33)}`), 'a broken type bit map'],
    [
      'SvcParamKeys out of order',
      record('0041', '000d', '0001 00 0002 0000 0001 0002 0161'),
      'SvcParamKeys out of order',
    ],
    ['a value past its SvcParam', record('0041', '0008', '0001 00 0003 0001 01'), '2 octets wanted, 1 left'],
    ['two OPT records', opts('0002', OPT, OPT), 'a second OPT record'],
    ['an OPT record with an owner', opts('0001', '0161', OPT), 'that the root does not own'],
    [
      'an EDNS option past its RDATA',
      opts('0001', '00 0029 04d0 00000000 0004 000f 0005'),
      '5 octets wanted, 0 left',
    ],
    [
      'an EDNS option without a length',
      opts('0001', '00 0029 04d0 00000000 0002 000f'),
      'an EDNS option is cut',
    ],
    ['65,535 questions announced, none there', '0000 8000 ffff 0000 0000 0000', 'a name runs past the end'],
  ])('%s', (_what, hex, reason) => {
    expect(() => decodeMessage(bytes(hex))).toThrow(DecodeError);
    expect(() => decodeMessage(bytes(hex))).toThrow(reason);
  });

  test('a compression bomb is stopped: 255-octet names by pointer, 16 octets a record', () => {
    const name = Buffer.alloc(255);
    for (let at = 0; at < 254; at += 2) name.set([1, 0x1b], at);
    const header = bytes('0000 8000 0000 ffff 0000 0000');
    const first = Buffer.concat([name, bytes('0002 0001 00000000 0002 c00c')]);
    const bomb = Buffer.concat([
      header,
      first,
      ...Array.from({ length: 4600 }, () => bytes('c00c 0002 0001 00000000 0002 c00c')),
    ]);
    expect(bomb.length).toBeLessThan(65_535);
    expect(() => decodeMessage(bomb)).toThrow('names expand beyond 1 MiB');
  });

  /** A record of an unknown type whose RDATA is a chain of pointers, then a record owned by the last of them. */
  function chain(pointers: number): Uint8Array {
    const links = Array.from({ length: pointers }, (_, i) =>
      (0xc000 + (i === 0 ? 12 : 23 + 2 * (i - 1))).toString(16),
    );
    const length = (2 * pointers).toString(16).padStart(4, '0');
    const last = (0xc000 + 23 + 2 * (pointers - 1)).toString(16);
    const first = `00 fffe 0001 00000000 ${length} ${links.join('')}`;
    return bytes(`0000 8000 0000 0002 0000 0000 ${first} ${last} 0001 0001 00000000 0004 7f000001`);
  }

  test('a chain of pointers is followed as far as an honest name could need, and no further', () => {
    expect(decodeMessage(chain(126)).answer[1]).toMatchObject({ name: '.', data: '127.0.0.1' });
    expect(() => decodeMessage(chain(127))).toThrow('too many compression pointers');
    expect(() => decodeMessage(chain(8000))).toThrow('too many compression pointers');
  });
});
