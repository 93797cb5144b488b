import { describe, expect, test } from 'vitest';
import { parseMtr } from '../../src/wire/path/mtr-report.ts';
import { parseTracepath } from '../../src/wire/path/tracepath-output.ts';
import { parseTraceroute } from '../../src/wire/path/traceroute-output.ts';

// As traceroute 2.1.6, mtr 0.95 and tracepath of iputils print in the lab.
const V4 = '10.77.3.2';
const V6 = '2001:db8:77:3::2';
const head = `traceroute to ${V4} (${V4}), 24 hops max, 60 byte packets\n`;
const tcp = (text: string) => parseTraceroute(head + text, { target: V4, probe: 'tcp', most: 24 });
const udp = (text: string) => parseTraceroute(head + text, { target: V4, probe: 'udp', most: 24 });
const silence = (from: number): string =>
  Array.from({ length: 25 - from }, (_, index) => `${String(from + index).padStart(2)}  * *\n`).join('');
const BEFORE = ' 1  10.77.1.1  0.087 ms  0.008 ms\n 2  10.77.2.2  0.034 ms  0.010 ms\n';

describe('traceroute', () => {
  test.each([
    ['<rst,ack>', 'reset'],
    ['<syn,ack>', 'syn-ack'],
  ])('reached, with the answer %s', (flags, reply) => {
    const seen = tcp(`${BEFORE} 3  10.77.3.2 ${flags}  0.035 ms  0.009 ms\n`);
    expect(seen).toMatchObject({ reached: true, reply, farthest: 3 });
    expect(seen?.hops[2]).toEqual({
      ttl: 3,
      addresses: [V4],
      sent: 2,
      answered: 2,
      latency: { best: 0.009, average: 0.022, worst: 0.035 },
      errors: [],
    });
  });

  test('silence behind a hop is not kept, but how far was looked is', () => {
    const seen = tcp(BEFORE + silence(3));
    expect(seen).toMatchObject({ reached: false, farthest: 24 });
    expect(seen?.hops.map(({ ttl }) => ttl)).toEqual([1, 2]);
  });

  test('a silent hop in between is kept', () => {
    const seen = tcp(` 1  * *\n${BEFORE.slice(35)} 3  10.77.3.2 <syn,ack>  0.1 ms *\n`);
    expect(seen?.hops.map(({ sent, answered }) => [sent, answered])).toEqual([
      [2, 0],
      [2, 2],
      [2, 1],
    ]);
  });

  test.each([
    ['!X', [9, 10, 13], 'administratively prohibited'],
    ['!H', [1, 7, 12], 'host unreachable'],
    ['!N', [0, 6, 8, 11], 'network unreachable'],
    ['!9', [9], 'unreachable, code 9'],
  ])('the mark %s says who rejects, and by which codes', (mark, codes, name) => {
    const seen = tcp(`${BEFORE} 3  10.77.2.2  0.014 ms ${mark}  0.014 ms ${mark}\n`);
    expect(seen).toMatchObject({ reached: false });
    expect(seen?.hops.at(-1)?.errors).toEqual([{ from: '10.77.2.2', type: 3, codes, name }]);
  });

  test('the marks of IPv6 have the codes of ICMPv6', () => {
    const said = ' 1  2001:db8:77:1::1  0.1 ms\n 2  2001:db8:77:2::2  0.1 ms !X\n';
    const seen = parseTraceroute(said, { target: V6, probe: 'tcp', most: 24 });
    expect(seen?.hops.at(-1)?.errors).toMatchObject([{ type: 1, codes: [1] }]);
  });

  test('a packet that is too big, and what fits', () => {
    const seen = udp(' 1  10.77.1.1  0.290 ms\n 2  10.77.1.1  0.245 ms !F-1400\n');
    expect(seen).toMatchObject({ reached: false, mtu: 1400 });
    expect(seen?.hops[1]?.errors).toMatchObject([{ from: '10.77.1.1', codes: [4], mtu: 1400 }]);
  });

  test('several addresses at one distance', () => {
    const seen = udp(' 1  10.77.1.1  0.1 ms  0.1 ms\n 2  10.77.2.2  0.1 ms 10.77.4.2  0.1 ms\n');
    expect(seen?.hops[1]?.addresses).toEqual(['10.77.2.2', '10.77.4.2']);
  });

  test('an end before the last distance, at another address: it may be the target', () => {
    const seen = udp(`${BEFORE} 3  10.77.9.9  0.1 ms  0.1 ms\n`);
    expect(seen?.reached).toBeNull();
    expect(seen?.hops[2]?.errors).toMatchObject([{ name: 'port unreachable' }]);
  });

  test.each(['', 'traceroute: Operation not permitted\n', 'You do not have enough privileges\n'])(
    'no line of a trace: %j',
    (said) => {
      expect(parseTraceroute(said, { target: V4, probe: 'tcp', most: 24 })).toBeUndefined();
    },
  );
});

describe('mtr', () => {
  const hub = (count: number, host: string, loss: number, ms = 0.1): object => ({
    count,
    host,
    'Loss%': loss,
    Snt: 10,
    Last: ms,
    Avg: ms,
    Best: ms,
    Wrst: ms,
    StDev: 0,
  });
  const report = (...hubs: object[]): string => JSON.stringify({ report: { mtr: { dst: V4 }, hubs } });
  const read = (text: string, probe: 'tcp' | 'icmp' = 'icmp') => parseMtr(text, { target: V4, probe });

  test('loss and latency by hop', () => {
    const seen = read(report(hub(1, '10.77.1.1', 0), hub(2, '10.77.2.2', 40), hub(3, V4, 40, 52)));
    expect(seen).toMatchObject({ reached: true, farthest: 3 });
    expect(seen?.hops.map(({ answered }) => answered)).toEqual([10, 6, 6]);
    expect(seen?.hops[2]?.latency).toEqual({ best: 52, average: 52, worst: 52 });
  });

  test('??? is silence', () => {
    const seen = read(report(hub(1, '10.77.1.1', 0), hub(2, '???', 100, 0)));
    expect(seen).toMatchObject({ reached: false, farthest: 2 });
    expect(seen?.hops.map(({ ttl }) => ttl)).toEqual([1]);
  });

  test('numbers as text, of older versions', () => {
    const old = {
      count: '1',
      host: '10.77.1.1',
      'Loss%': '0.00',
      Snt: '10',
      Best: '0.1',
      Avg: '0.1',
      Wrst: '0.2',
    };
    expect(read(report(old))?.hops).toMatchObject([{ ttl: 1, sent: 10, answered: 10 }]);
  });

  test('TCP probes that go on asking the router before a dropping one are not hops', () => {
    const asked = [2, 3, 4, 5, 6].map((count) => hub(count, '10.77.2.2', 0));
    const seen = read(report(hub(1, '10.77.1.1', 0), ...asked), 'tcp');
    expect(seen?.hops.map(({ ttl }) => ttl)).toEqual([1, 2, 3]);
    expect(seen?.reached).toBe(false);
  });

  test.each(['', '{}', 'null', '{"report":{"hubs":[]}}', '{"report":{"hubs":[{}]}}', 'mtr: cannot open'])(
    'no report: %j',
    (said) => {
      expect(read(said)).toBeUndefined();
    },
  );
});

describe('tracepath', () => {
  test('where the path narrows, and who said so', () => {
    const said = [
      ' 1?: [LOCALHOST]                        0.024ms pmtu 1500',
      ' 1:  2001:db8:77:1::1                                      0.113ms ',
      ' 1:  2001:db8:77:1::1                                      0.018ms ',
      ' 2:  2001:db8:77:1::1                                      0.023ms pmtu 1400',
      ' 2:  2001:db8:77:2::2                                      0.069ms ',
      ' 3:  2001:db8:77:3::2                                      0.069ms reached',
      '     Resume: pmtu 1400 hops 3 back 3 ',
      '',
    ].join('\n');
    const seen = parseTracepath(said, V6);
    expect(seen).toMatchObject({ reached: true, mtu: 1400, narrowedBy: '2001:db8:77:1::1', farthest: 3 });
    expect(seen?.hops.map(({ addresses }) => addresses)).toEqual([
      ['2001:db8:77:1::1'],
      ['2001:db8:77:2::2'],
      [V6],
    ]);
  });

  test('an ICMP error that ends it', () => {
    const said = [
      ' 1?: [LOCALHOST]                      pmtu 1500',
      ' 1:  10.77.1.1                                             0.050ms ',
      ' 2:  10.77.2.2                                             0.018ms ',
      ' 3:  no reply',
      ' 3:  10.77.2.2                                           3069.816ms !H',
      '     Resume: pmtu 1500 ',
      '',
    ].join('\n');
    const seen = parseTracepath(said, '10.77.3.9');
    expect(seen).toMatchObject({ reached: false, mtu: 1500 });
    expect(seen?.hops.at(-1)).toMatchObject({ sent: 2, answered: 1, errors: [{ name: 'host unreachable' }] });
  });

  test.each(['', 'tracepath: not found', '     Resume: pmtu 1500 \n'])('no hop: %j', (said) => {
    expect(parseTracepath(said, V4)).toBeUndefined();
  });
});
