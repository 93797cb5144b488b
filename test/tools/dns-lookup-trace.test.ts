import { describe, expect, test } from 'vitest';
import type { Handler } from '../servers/dns-server.ts';
import { play, type Scene } from '../servers/dns-scene.ts';
import { referral, zone } from '../servers/dns-zone.ts';

// A small Internet on loopback: .0.1 the resolver, .1.x the root, .2.x com, .3.x example.com, .4.x net and other.net.
const ROOT = '127.0.1.1';
const name = 'www.example.com';
const SOA = 'example.com. 3600 SOA ns1.example.com. admin.example.com. 7 3600 600 86400 900\n';
const ZONE = `${SOA}www.example.com. 3600 A 192.0.2.1\n`;
const authority = (text: string): Handler => zone(text, { aa: true });

const refer =
  (to: Record<string, { ns: string; glue?: string }>): Handler =>
  ({ name: asked }) => {
    const child = Object.keys(to).find((suffix) => asked.endsWith(suffix));
    const { ns = '', glue = '' } = child === undefined ? {} : (to[child] ?? {});
    return child === undefined ? { flags: { aa: true }, rcode: 'NXDOMAIN' } : referral(ns, glue);
  };
const root = refer({
  'com.': { ns: 'com. 9 NS a.gtld.com.', glue: 'a.gtld.com. 9 A 127.0.2.1' },
  'net.': { ns: 'net. 9 NS a.gtld.net.', glue: 'a.gtld.net. 9 A 127.0.4.1' },
});
const NS = 'example.com. 9 NS ns1.example.com.\nexample.com. 9 NS ns2.example.com.';
const GLUE = 'ns1.example.com. 9 A 127.0.3.1\nns2.example.com. 9 A 127.0.3.2';
const com = refer({ 'example.com.': { ns: NS, glue: GLUE } });

const internet = (parts: Record<string, Handler>): Record<string, Handler> => ({
  '127.0.0.1': zone(ZONE),
  [ROOT]: root,
  '127.0.2.1': com,
  '127.0.3.1': authority(ZONE),
  '127.0.3.2': authority(ZONE),
  ...parts,
});
const trace = (servers: Record<string, Handler>, more: Partial<Scene> = {}) =>
  play({
    servers,
    resolvConf: 'nameserver 127.0.0.1\n',
    libc: [{ outcome: 'found', addresses: ['192.0.2.1'] }],
    input: { name, types: ['A'], trace: true, root_servers: [ROOT] },
    ...more,
  });

describe.concurrent('the trace from the root', () => {
  test('down to the authorities, every server of a cut asked', async () => {
    const { finding, observation, servers } = await trace(internet({}));
    expect(finding.status).toBe('pass');
    expect(finding.checks[1]).toMatchObject({
      status: 'pass',
      summary: 'The authority of example.com. says: it has the record',
    });
    expect(finding.checks[1]?.evidence[0]).toBe('zones: . com. example.com.');
    expect(
      observation.trace?.walks[0]?.cuts.map(({ zone: cut, servers: all }) => `${cut} ${all.length}`),
    ).toEqual(['. 1', 'com. 1', 'example.com. 2']);
    expect(servers['127.0.3.2']?.received.every(({ message }) => !message.flags.rd)).toBe(true);
  });

  test('a server that refuses, one that is silent, one that is not authoritative: each named, at most warn', async () => {
    const three = refer({
      'example.com.': {
        ns: `${NS}\nexample.com. 9 NS ns3.example.com.\nexample.com. 9 NS ns4.example.com.`,
        glue: `${GLUE}\nns3.example.com. 9 A 127.0.3.3\nns4.example.com. 9 A 127.0.3.4`,
      },
    });
    const { finding, codes } = await trace(
      internet({
        '127.0.2.1': three,
        '127.0.3.2': () => ({ rcode: 'REFUSED' }),
        '127.0.3.3': () => [],
        '127.0.3.4': zone(ZONE),
      }),
    );
    expect(codes).toEqual(['warn dns.lame-delegation']);
    expect(finding.checks[1]?.evidence).toEqual([
      'ns2.example.com. (127.0.3.2) does not serve example.com.: REFUSED',
      'ns3.example.com. (127.0.3.3) does not serve example.com.: no reply',
      'ns4.example.com. (127.0.3.4) does not serve example.com.: an answer without AA',
    ]);
  });

  test('a zone that none of its servers serves explains SERVFAIL', async () => {
    const refused: Handler = () => ({ rcode: 'REFUSED' });
    const { finding, codes } = await trace(
      internet({ '127.0.0.1': () => ({ rcode: 'SERVFAIL' }), '127.0.3.1': refused, '127.0.3.2': refused }),
      {
        libc: [{ outcome: 'try-again' }],
      },
    );
    expect(codes).toEqual(['fail dns.lame-delegation']);
    expect(finding.checks[0]?.summary).toContain('None of the servers of example.com. serves it');
  });

  test('silence of every root server is no finding: the way out may be closed', async () => {
    const { finding, codes } = await trace(internet({ [ROOT]: () => [] }));
    expect(codes).toEqual([]);
    expect(finding.notes.join()).toContain('The trace could not start');
  });

  test('something that answers in place of the root servers is said', async () => {
    const { finding, codes } = await trace(internet({ [ROOT]: zone(ZONE) }));
    expect(codes).toEqual([]);
    expect(finding.notes.join()).toContain('the replies are not those of root servers');
  });

  test('name servers outside the zone and without glue are looked up; glue from strangers is not believed', async () => {
    const strangers = refer({
      'example.com.': { ns: 'example.com. 9 NS ns.other.net.', glue: 'ns.other.net. 9 A 127.0.9.9' },
    });
    const { finding, servers } = await trace(
      internet({
        '127.0.2.1': strangers,
        '127.0.4.1': refer({
          'other.net.': { ns: 'other.net. 9 NS ns.other.net.', glue: 'ns.other.net. 9 A 127.0.4.2' },
        }),
        '127.0.4.2': authority('other.net. 9 SOA ns.other.net. x. 1 2 3 4 5\nns.other.net. 9 A 127.0.3.1'),
        '127.0.9.9': authority(`${SOA}www.example.com. 9 A 203.0.113.66`),
      }),
    );
    expect(finding.checks[1]?.summary).toBe('The authority of example.com. says: it has the record');
    expect(servers['127.0.9.9']?.received).toEqual([]);
  });

  test('a delegation to itself without glue ends, and the server without address is named', async () => {
    const loop = refer({ 'example.com.': { ns: 'example.com. 9 NS ns.example.com.' } });
    const { codes, finding } = await trace(internet({ '127.0.2.1': loop }));
    expect(codes).toEqual(['warn dns.lame-delegation']);
    expect(finding.checks[1]?.evidence).toEqual([
      'ns.example.com. does not serve example.com.: its name has no address',
    ]);
  });

  test('a referral that leads back up is not followed', async () => {
    const { codes } = await trace(
      internet({
        '127.0.3.1': () => referral('. 9 NS a.root.', ''),
        '127.0.3.2': () => referral('com. 9 NS a.gtld.com.', ''),
      }),
    );
    expect(codes).toEqual(['warn dns.lame-delegation']);
  });

  test('an alias into another zone is walked from the root', async () => {
    const { observation, finding } = await trace(
      internet({
        '127.0.3.1': authority(`${SOA}www.example.com. 9 CNAME www.other.net.`),
        '127.0.3.2': authority(`${SOA}www.example.com. 9 CNAME www.other.net.`),
        '127.0.4.1': refer({
          'other.net.': { ns: 'other.net. 9 NS ns.other.net.', glue: 'ns.other.net. 9 A 127.0.4.2' },
        }),
        '127.0.4.2': authority('other.net. 9 SOA ns.other.net. x. 1 2 3 4 5\nwww.other.net. 9 A 192.0.2.1'),
      }),
    );
    expect(observation.trace?.walks.map(({ name: walked, end }) => `${walked} ${end}`)).toEqual([
      'www.example.com. alias',
      'www.other.net. answer',
    ]);
    expect(finding.status).toBe('pass');
  });
});

describe.concurrent('the resolver beside the authority', () => {
  test('an old address with much ttl left is stale; with little left it may be by location', async () => {
    const old = (ttl: number) => zone(`${SOA}www.example.com. ${ttl} A 198.51.100.1`);
    const libc = [{ outcome: 'found' as const, addresses: ['198.51.100.1'] }];
    expect((await trace(internet({ '127.0.0.1': old(1800) }), { libc })).codes).toEqual(['warn dns.stale']);
    expect((await trace(internet({ '127.0.0.1': old(30) }), { libc })).codes).toEqual([]);
    expect((await trace(internet({ '127.0.0.1': old(3600) }), { libc })).codes).toEqual([]);
  });

  const denies =
    (soa: string): Handler =>
    () => ({
      rcode: 'NXDOMAIN',
      flags: { ra: true },
      authority: [{ name: 'example.com.', type: 'SOA', class: 'IN', ttl: 400, data: soa }],
    });
  const nothing = [{ outcome: 'not-found' as const }];

  test('a denial from the cache, older than the authority’s zone: stale', async () => {
    const { codes } = await trace(
      internet({ '127.0.0.1': denies('ns1.example.com. admin.example.com. 6 3600 600 86400 900') }),
      { libc: nothing },
    );
    expect(codes).toEqual(['fail dns.stale']);
  });

  test('a denial by another primary is another view: nxdomain and split horizon', async () => {
    const { codes } = await trace(
      internet({ '127.0.0.1': denies('ns.inside.test. admin.example.com. 6 3600 600 86400 900') }),
      { libc: nothing },
    );
    expect(codes).toEqual(['fail dns.nxdomain', 'warn dns.split-horizon']);
  });
});
