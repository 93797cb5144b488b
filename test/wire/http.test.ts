import { describe, expect, test } from 'vitest';
import { bodyDecoder } from '../../src/wire/http/body-decoder.ts';
import { bodyFraming } from '../../src/wire/http/body-framing.ts';
import { ChunkedDecoder } from '../../src/wire/http/chunked-decoder.ts';
import { encodeRequestHead } from '../../src/wire/http/request-head.ts';
import { requestTarget } from '../../src/wire/http/request-target.ts';
import { headLength, parseResponseHead, startsAsHttp } from '../../src/wire/http/response-head.ts';
import { protocolGuess } from '../../src/wire/protocol-guess.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const parse = (text: string) => parseResponseHead(bytes(text));

describe('the head of an answer', () => {
  test('names are lower case, values trimmed, repeated headers kept apart and in order', () => {
    expect(parse('HTTP/1.1 200 OK\r\nA:1\r\nB:\t two \t\r\na: 3\r\nEmpty:\r\n\r\n')).toEqual({
      version: '1.1',
      status: 200,
      reason: 'OK',
      fields: [
        { name: 'a', value: '1' },
        { name: 'b', value: 'two' },
        { name: 'a', value: '3' },
        { name: 'empty', value: '' },
      ],
    });
  });

  test.each([
    ['HTTP/1.0 200\r\n\r\n', { version: '1.0', status: 200, reason: '' }],
    ['HTTP/1.1 200 \r\n\r\n', { version: '1.1', status: 200, reason: '' }],
    ['HTTP/1.9 999 L33t\r\n\r\n', { version: '1.1', status: 999, reason: 'L33t' }],
    ['HTTP/1.1 200 OK\nA: b\n\n', { status: 200, fields: [{ name: 'a', value: 'b' }] }],
    [
      'HTTP/1.1 200 d\xe9j\xe0 vu\r\nA: \xff\r\n\r\n',
      { reason: 'déjà vu', fields: [{ name: 'a', value: 'ÿ' }] },
    ],
    [
      'HTTP/1.1 200 OK\r\nA: one\r\n  two\r\n\tthree\r\n\r\n',
      { fields: [{ name: 'a', value: 'one two three' }] },
    ],
  ])('%j is read', (text, expected) => expect(parse(text)).toMatchObject(expected));

  test.each([
    ['HTTP/1.1 20 OK\r\n\r\n'],
    ['HTTP/1.1 2000 OK\r\n\r\n'],
    ['HTTP/1.1  200 OK\r\n\r\n'],
    ['http/1.1 200 OK\r\n\r\n'],
    ['HTTP/2 200\r\n\r\n'],
    ['HTTP/1.1 200 O\0K\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\n folded: first\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\n: no name\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\nA\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\nA b: c\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\nA: b\r\n c\0d\r\n\r\n'],
  ])('%j is wrong, and it is said why', (text) => expect(parse(text)).toEqual(expect.any(String)));

  test.each([
    ['HTTP/1.1 200 OK\r\n\r\nbody', 19],
    ['HTTP/1.1 200 OK\n\nbody', 17],
    ['HTTP/1.1 200 OK\n\r\nbody', 18],
    ['HTTP/1.1 200 OK\r\n\r', undefined],
    ['HTTP/1.1 200 OK\r\n', undefined],
    ['', undefined],
  ])('%j ends at %s, however it comes in pieces', (text, length) => {
    const all = bytes(text);
    expect(headLength(all)).toBe(length);
    for (let from = 0; from <= Math.min(all.length, (length ?? all.length) - 1); from++) {
      expect(headLength(all, from)).toBe(length);
    }
  });

  test('what can no longer become HTTP is known from its first byte', () => {
    for (const text of ['', 'H', 'HTTP', 'HTTP/1.1 200']) expect(startsAsHttp(bytes(text))).toBe(true);
    for (const text of ['h', 'HTTp', 'SSH-2.0', '\x15\x03', ' HTTP/'])
      expect(startsAsHttp(bytes(text))).toBe(false);
  });
});

describe('where the body ends', () => {
  const framing = (method: string, status: number, headers: Record<string, string>) =>
    bodyFraming(method, {
      status,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    });
  test.each([
    ['GET', 200, { 'content-length': '5' }, { kind: 'length', length: 5 }],
    ['GET', 200, { 'content-length': '5, 5' }, { kind: 'length', length: 5 }],
    ['GET', 200, { 'transfer-encoding': 'gzip, Chunked', 'content-length': '5' }, { kind: 'chunked' }],
    ['GET', 200, { 'transfer-encoding': 'gzip' }, { kind: 'close' }],
    ['GET', 200, {}, { kind: 'close' }],
    ['HEAD', 200, { 'content-length': '5' }, { kind: 'none' }],
    ['GET', 204, { 'content-length': '5' }, { kind: 'none' }],
    ['GET', 304, {}, { kind: 'none' }],
  ])('%s %i %j', (method, status, headers, expected) =>
    expect(framing(method, status, headers)).toEqual(expected),
  );
  test.each(['-5', '0x5', '5, 6', '1e3', '99999999999999999999', '+5', '5 5'])(
    'Content-Length %s is wrong',
    (value) => expect(framing('GET', 200, { 'content-length': value }).kind).toBe('malformed'),
  );
});

describe('chunks', () => {
  const whole = '4;ext="a"\r\nWiki\r\n5\r\npedia\r\n0\r\nTrailer: x\r\n\r\nnext';
  test('are joined, wherever the pieces are cut', () => {
    for (let cut = 0; cut <= whole.length; cut++) {
      const decoder = new ChunkedDecoder();
      const parts = [whole.slice(0, cut), whole.slice(cut)].flatMap((piece) => decoder.push(bytes(piece)));
      expect(Buffer.concat(parts).toString()).toBe('Wikipedia');
      expect([decoder.done, decoder.wrong]).toEqual([true, undefined]);
    }
  });
  test('a body by length takes no more than its own', () => {
    const decoder = bodyDecoder({ kind: 'length', length: 3 });
    expect(Buffer.concat(decoder.push(bytes('abcdef'))).toString()).toBe('abc');
    expect(decoder.done).toBe(true);
    expect(decoder.push(bytes('x'))).toEqual([]);
    expect(bodyDecoder({ kind: 'none' }).done).toBe(true);
    expect(bodyDecoder({ kind: 'close' }).done).toBe(false);
  });
});

describe('requests', () => {
  test('are written as one head', () => {
    const head = encodeRequestHead({ method: 'GET', target: '/a?b', fields: [['Host', 'h.test']] });
    expect(Buffer.from(head).toString()).toBe('GET /a?b HTTP/1.1\r\nHost: h.test\r\n\r\n');
  });
  test.each([
    ['GET', '/a b', []],
    ['GET', '/a\r\nX: y', []],
    ['G ET', '/', []],
    ['GET', '/', [['A', 'b\r\nC: d']]],
    ['GET', '/', [['A: b\r\nC', 'd']]],
    ['GET', '', []],
  ] as [string, string, [string, string][]][])('%s %j %j cannot be written', (method, target, fields) =>
    expect(() => encodeRequestHead({ method, target, fields })).toThrow(TypeError),
  );
  test.each([
    ['http://a.test', '/'],
    ['http://a.test?x=1', '/?x=1'],
    ['http://a.test/p/../q?x#f', '/p/../q?x'],
    ['http://a.test/%2e%2e/é😀', '/%2e%2e/%C3%A9%F0%9F%98%80'],
    ['http://a.test/\ud800', '/%EF%BF%BD'],
    ['http://a.test/a b', '/a%20b'],
  ])('%s asks for %s', (url, path) => expect(requestTarget(url)).toBe(path));
});

test.each<[string | number[], string | undefined]>([
  [[21, 3, 3, 0, 2, 2, 40], 'tls'],
  [[22, 3, 1, 0, 100, 2], 'tls'],
  [[21, 3, 3, 9, 9, 9, 9], undefined],
  ['+PONG\r\n', 'redis'],
  ['\x00\x01\x02', undefined],
])('first bytes %j look like %s', (first, protocol) =>
  expect(protocolGuess(typeof first === 'string' ? bytes(first) : Uint8Array.from(first))).toBe(protocol),
);
