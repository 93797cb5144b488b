import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIp } from '../../src/core/address/ip.ts';
import { BadInput } from '../../src/core/bad-input.ts';
import { isHostName } from '../../src/core/host-name.ts';
import { formatSource, parseSource, type Source } from '../../src/core/target/source.ts';
import { SCHEMES } from '../../src/core/target/scheme.ts';
import { parseTarget } from '../../src/core/target/target.ts';
import { WORKLOAD_WORDS } from '../../src/core/target/workload-kind.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;
const LONGEST_MESSAGE = 700;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const label = fc
  .stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,12}[a-z0-9])?$/)
  .filter((text) => !/^(?:\d+|0x[0-9a-f]*)$/.test(text));
const hostName = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
const port = fc.integer({ min: 1, max: 65535 });
const v4 = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value) => formatIp({ family: 4, value }));
const v6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => formatIp({ family: 6, value }));
const host = fc.oneof(
  hostName,
  v4,
  v6.map((ip) => `[${ip}]`),
);
const scheme = fc.constantFrom(...Object.keys(SCHEMES));
const path = fc.stringMatching(/^(?:\/[a-z0-9._~-]{0,8}){0,3}(?:\?[a-z]{1,5}=[a-z0-9]{0,5})?$/);
const container = fc.option(label, { nil: undefined }).map((name) => (name === undefined ? '' : `@${name}`));
const clusterObject = fc.oneof(
  fc.tuple(label, label, container).map(([ns, name, at]) => `${ns}/${name}${at}`),
  fc
    .tuple(label, fc.constantFrom(...WORKLOAD_WORDS), label, container)
    .map(([ns, kind, name, at]) => `${ns}/${kind}/${name}${at}`),
  label.map((name) => `node/${name}`),
);
const hexDigits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const cloud = fc.oneof(
  fc
    .tuple(fc.constantFrom('i', 'eni', 'sg', 'vpce', 'tgw'), fc.constantFrom(8, 17).chain(hexDigits))
    .map(([kind, id]) => `${kind}-${id}`),
  fc.constant('arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/x/50dc6c495c0c9188'),
);
const wellFormed = fc.oneof(
  fc.tuple(host, port).map(([name, number]) => `${name}:${number}`),
  fc.tuple(scheme, host, port, path).map(([name, at, number, rest]) => `${name}://${at}:${number}${rest}`),
  fc.tuple(clusterObject, port).map(([object, number]) => `${object}:${number}`),
  fc.tuple(cloud, port).map(([id, number]) => `${id}:${number}`),
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...letters, ...':/@[]%.-_?#\\ \t\n\0\u202e\u200b\u{e0041}'),
    maxLength: 60,
  }),
  fc
    .tuple(wellFormed, fc.nat(60), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut)),
);

/** The error that a parser throws, which must be BadInput; undefined when it reads the text. */
function complaint(read: (text: string) => unknown, text: string): BadInput | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw new Error(`Not a BadInput, for ${JSON.stringify(text)}`, { cause: error });
  }
}

describe('the target and source grammars', () => {
  test(
    'read a text or say what is wrong with it, shortly and in plain characters',
    () => {
      fc.assert(
        fc.property(fc.oneof(hostile, wellFormed, clusterObject, cloud), (text) => {
          for (const read of [parseTarget, parseSource]) {
            const error = complaint(read, text);
            expect(error?.message.length ?? 0).toBeLessThan(LONGEST_MESSAGE);
            expect(error?.message ?? '').not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          }
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'the text of a target that was read is short and in plain characters',
    () => {
      const odd = fc.tuple(
        scheme,
        fc.constantFrom('xn--a', 'a', '1.2.3.4', '[::1]'),
        fc.string({ unit: 'binary', maxLength: 20 }),
      );
      fc.assert(
        fc.property(
          fc.oneof(
            hostile,
            odd.map(([name, at, rest]) => `${name}://${at}:1/${rest}?token=${rest}`),
          ),
          (text) => {
            if (complaint(parseTarget, text)) return;
            const target = parseTarget(text);
            expect(target.text).not.toMatch(/[\p{C}\p{Z}]/u);
          },
        ),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'a well-formed target is read, and its canonical text reads as the same target',
    () => {
      fc.assert(
        fc.property(wellFormed, (text) => {
          const target = parseTarget(text);
          const again = parseTarget(target.text);
          expect(again).toEqual({ ...target, ...('url' in again && { url: again.url }) });
          expect(again.text).toBe(target.text);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'a well-formed source is read back from what it is written as',
    () => {
      fc.assert(
        fc.property(fc.oneof(clusterObject, cloud, v4, v6, fc.constant('local')), (text) => {
          const source: Source = parseSource(text);
          expect(parseSource(formatSource(source))).toEqual(source);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'credentials are refused and never shown',
    () => {
      const secret = fc.string({ unit: fc.constantFrom(...'QXZJ7!$&*+,;=%'), minLength: 6, maxLength: 12 });
      const user = fc.stringMatching(/^[a-z]{0,6}$/);
      fc.assert(
        fc.property(scheme, user, secret, host, path, (name, who, password, at, rest) => {
          for (const text of [
            `${name}://${who}:${password}@${at}:80${rest}`,
            `${name}://${password}@${at}${rest}`,
            `${name}://x@${who}:${password}@${at}:80${rest}`,
            `${name}://${who}:${password}@`,
            `${who}:${password}@${at}:80`,
            `//${who}:${password}@${at}:80${rest}`,
            `${name}://${who}:${password}@${at}:99999${rest}\u202e`,
            `${name}://${who}:${password}@$&${rest}`,
            `${name}://${who}:${password}@$\`$'${at}`,
          ]) {
            const error = complaint(parseTarget, text);
            expect(error).toBeInstanceOf(BadInput);
            expect(error?.message).not.toContain(password);
            expect(error?.message).not.toMatch(/[\p{C}\n]/u);
            expect(error?.message.length).toBeLessThan(LONGEST_MESSAGE);
          }
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test('a megabyte is turned down at once, whatever it is made of', () => {
    const million = 1_000_000;
    for (const unit of [
      'a',
      '.',
      ':',
      '/',
      '@',
      '[',
      '%',
      '-',
      '\0',
      '😀',
      'http://',
      'a/',
      'a@',
      '1.',
      ' ',
      '::',
    ]) {
      const text = unit.repeat(Math.ceil(million / unit.length));
      for (const prefix of ['', 'http://', 'ns/', '[', 'arn:aws:']) {
        const target = complaint(parseTarget, prefix + text);
        const source = complaint(parseSource, prefix + text);
        expect(target?.message.length).toBeLessThan(LONGEST_MESSAGE);
        expect(source?.message.length).toBeLessThan(LONGEST_MESSAGE);
        expect(isHostName(prefix + text)).toBe(false);
      }
    }
  });
});
