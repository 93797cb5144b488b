import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { Echo, RouteMtu } from '../../src/core/world/mtu.ts';
import { Trace } from '../../src/core/world/path.ts';
import { parseMtr } from '../../src/wire/path/mtr-report.ts';
import { parsePing } from '../../src/wire/path/ping-output.ts';
import { parseRouteReport } from '../../src/wire/path/route-report.ts';
import { parseSocketDetails } from '../../src/wire/path/socket-details.ts';
import { parseTracepath } from '../../src/wire/path/tracepath-output.ts';
import { parseTraceroute } from '../../src/wire/path/traceroute-output.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const LINES = [
  'traceroute to 10.77.3.2 (10.77.3.2), 24 hops max, 60 byte packets',
  ' 1  10.77.1.1  0.087 ms  0.008 ms',
  ' 2  10.77.2.2  0.014 ms !X 10.77.4.2  0.014 ms !F-1400',
  ' 3  10.77.3.2 <syn,ack>  0.035 ms *',
  ' 4  * *',
  ' 1?: [LOCALHOST]                        0.024ms pmtu 1500',
  ' 2:  2001:db8:77:1::1                                      0.023ms pmtu 1400',
  ' 3:  10.77.2.2                                           3069.816ms !H',
  '     Resume: pmtu 1400 hops 3 back 3 ',
  'From 10.77.1.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)',
  '108 bytes from 10.77.3.2: icmp_seq=1 ttl=62 time=0.109 ms',
  '1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms',
  'ping: local error: message too long, mtu=1400',
  'ESTAB 0      1448   10.77.1.2:50314 10.77.3.2:443 timer:(on,072ms,0)',
  '\t ts sack bbr mss:1448 pmtu:1500 rcvmss:536 advmss:1448 retrans:0/1 minrtt:0.087 ',
  '[{"dst":"10.77.3.2","gateway":"10.77.1.1","dev":"c0","expires":596,"metrics":[{"mtu":1400}]}]',
  '{"report":{"hubs":[{"count":1,"host":"10.77.1.1","Loss%":50,"Snt":10,"Best":1,"Avg":1,"Wrst":2}]}}',
];

/** Lines that programs print, in any order, with something cut out or put in. */
const odd = fc
  .tuple(
    fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 8 }),
    fc.nat(400),
    fc.nat(20),
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('999999999', ' !Z', ' !F-99999', '__proto__', '1e999', '-1'),
    ),
  )
  .map(([lines, at, cut, put]) => {
    const text = lines.join('\n');
    return text.slice(0, at) + put + text.slice(at + cut);
  });
const texts = fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 300 }));
const target = fc.constantFrom('10.77.3.2', '2001:db8:77:3::2');

/** What is read stands in sentences of ours: it must keep the grammar that recordings are held to. */
const problems = (schema: z.ZodType, value: unknown): unknown =>
  schema.optional().safeParse(value).error?.issues;

const Hops = Trace.partial({ program: true, probe: true });

describe('what programs print, however odd', () => {
  test(
    'is read as hops or not at all',
    () => {
      fc.assert(
        fc.property(texts, target, fc.constantFrom('tcp', 'udp', 'icmp'), (text, to, probe) => {
          for (const seen of [
            parseTraceroute(text, { target: to, probe, most: 24 }),
            parseTracepath(text, to),
            parseMtr(text, { target: to, probe: probe === 'udp' ? 'icmp' : probe }),
          ]) {
            expect(problems(Hops, seen)).toBeUndefined();
            for (const { sent, answered } of seen?.hops ?? []) expect(answered).toBeLessThanOrEqual(sent);
            expect(seen?.hops.length ?? 0).toBeLessThanOrEqual(64);
          }
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'is read as an echo, a route and connections, or not at all',
    () => {
      const Route = RouteMtu.omit({ known: true });
      fc.assert(
        fc.property(texts, texts, (stdout, stderr) => {
          expect(problems(Echo.omit({ size: true }), parsePing(stdout, stderr))).toBeUndefined();
          expect(problems(Route, parseRouteReport(stdout))).toBeUndefined();
          const values = parseSocketDetails(stdout).flatMap((one) => Object.values(one));
          expect(values.filter((value) => Number.isNaN(value))).toEqual([]);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );
});
