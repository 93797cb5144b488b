import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolve } from '../../src/world/vantage/local/resolve.ts';
import { findCommand, needs } from '../needs.ts';
import { authority, type Daemon, dnsDaemon, freePort } from '../servers/dns-daemon.ts';
import { setting } from '../servers/setting.ts';

const ZONE = `$TTL 300
@ SOA ns.example.test. admin.example.test. 42 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
a A 192.0.2.1
a A 192.0.2.2
aaaa AAAA 2001:db8::1:0:0:1
cname CNAME a
mx MX 10 a
txt TXT "say \\"hi\\"" "semi;colon \\\\ back" "\\226\\130\\172\\007"
srv SRV 1 2 443 a
caa CAA 128 issue "ca.example; policy=ev"
ds DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
dnskey DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
tlsa TLSA 3 1 1 D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971
naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.test!" .
svcb SVCB 1 a alpn="h2,h3" port=8443 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1 key667="x y"
https HTTPS 0 a
ptr PTR a
sshfp SSHFP 4 2 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789
uri URI 10 1 "https://example.test/"
rp RP admin.example.test. txt
nsec3param NSEC3PARAM 1 0 12 AABBCCDD
odd\\.la\\032bel\\255 A 192.0.2.9
unknown TYPE65534 \\# 4 DEADBEEF
big TXT ${Array.from({ length: 9 }, (_, i) => `"${String(i).repeat(240)}"`).join(' ')}
`;
const TYPES = [
  'a A', 'aaaa AAAA', 'cname CNAME', 'mx MX', 'txt TXT', 'srv SRV', 'caa CAA', 'ds DS', 'dnskey DNSKEY', 'tlsa TLSA', 'naptr NAPTR',
  'svcb SVCB', 'https HTTPS', 'ptr PTR', 'sshfp SSHFP', 'uri URI', 'rp RP', 'nsec3param NSEC3PARAM', 'odd\\.la\\032bel\\255 A',
  'unknown TYPE65534', '@ SOA', '@ NS', 'big TXT',
]; // prettier-ignore

describe(
  'beside BIND and dig',
  needs({ commands: ['named', 'dig'], packages: ['bind9', 'bind9-dnsutils'] }),
  () => {
    let named: Daemon;
    let port = 0;
    beforeAll(async () => {
      port = await freePort();
      named = await dnsDaemon({
        program: 'named',
        config: authority('127.0.0.1', port, ['example.test']),
        files: { 'example.test.zone': ZONE },
        at: `127.0.0.1:${port}`,
      });
    });
    afterAll(() => named[Symbol.asyncDispose]());

    const { signal } = new AbortController();
    const ask = (name: string, type: string, more = {}) =>
      resolve(setting())(
        { server: `127.0.0.1:${port}`, name, type, transport: 'auto', timeoutMs: 3000, ...more },
        signal,
      );

    test.each(TYPES)('%s reads as dig shows it', async (entry) => {
      const [label = '', type = ''] = entry.split(' ');
      const name = label === '@' ? 'example.test.' : `${label}.example.test.`;
      const { attempts } = await ask(name, type);
      const ours =
        attempts
          .at(-1)
          ?.message?.answers.map((record) => `${record.name} ${record.ttl} ${record.type} ${record.data}`) ??
        [];
      const dig = execFileSync(
        findCommand('dig') ?? 'dig',
        ['-r', '-p', String(port), '@127.0.0.1', '+noall', '+answer', '+norec', '-q', name, '-t', type],
        { encoding: 'utf8' },
      );
      // dig breaks long fields with spaces, and writes the class.
      const bare = (text: string): string => text.replaceAll(/\s+/g, '');
      const theirs = dig
        .trim()
        .split('\n')
        .map((line) => bare(line.replace(/\sIN\s/, ' ')));
      expect(ours.map(bare).toSorted()).toEqual(theirs.toSorted());
      expect(ours.length).toBeGreaterThan(0);
    });

    test('what exceeds the EDNS payload is truncated, and comes whole over TCP', async () => {
      const { attempts } = await ask('big.example.test', 'TXT');
      expect(
        attempts.map(({ transport, outcome, message }) => `${transport} ${outcome} ${message?.flags.tc}`),
      ).toEqual(['udp answer true', 'tcp answer false']);
      const roomy = await ask('big.example.test', 'TXT', { udpPayload: 4096 });
      expect(roomy.attempts.map(({ transport }) => transport)).toEqual(['udp']);
    });

    test('NXDOMAIN, NODATA and REFUSED, with their evidence', async () => {
      const message = async (name: string) => (await ask(name, 'MX')).attempts[0]?.message;
      expect(await message('nosuch.example.test')).toMatchObject({
        rcode: 'NXDOMAIN',
        flags: { aa: true },
        authority: [{ type: 'SOA' }],
      });
      expect(await message('a.example.test')).toMatchObject({
        rcode: 'NOERROR',
        answers: [],
        authority: [{ type: 'SOA', ttl: 60 }],
      });
      expect(await message('example.com')).toMatchObject({ rcode: 'REFUSED', flags: { aa: false } });
    });

    test('DO is echoed; a query without EDNS brings no OPT record', async () => {
      expect((await ask('a.example.test', 'A', { dnssecOk: true })).attempts[0]?.message?.edns).toMatchObject(
        { dnssecOk: true },
      );
      expect(
        (await ask('a.example.test', 'A', { udpPayload: 0 })).attempts[0]?.message?.edns,
      ).toBeUndefined();
    });
  },
);
