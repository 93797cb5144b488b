import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCommand, needs } from '../needs.ts';
import { authority, dnsDaemon, freePort, newFolder, recursive } from '../servers/dns-daemon.ts';
import { play } from '../servers/dns-scene.ts';
import { referral } from '../servers/dns-zone.ts';

const stack = new AsyncDisposableStack();
afterAll(() => stack.disposeAsync());

const ZONE = (name: string): string => `$TTL 300
$ORIGIN ${name}.
@ SOA ns admin 42 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
www A 192.0.2.1
alias CNAME gone
`;
const tryAgain = [{ outcome: 'try-again' as const }];
const found = [{ outcome: 'found' as const, addresses: ['192.0.2.1'] }];
const RESOLV = 'nameserver 127.0.0.1\n';

const run = (program: string, args: string[], cwd: string): string =>
  execFileSync(findCommand(program) ?? program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** A zone signed with these dates, and its DS record. */
function sign(folder: string, zone: string, dates: string[]): string {
  writeFileSync(join(folder, `${zone}.plain`), ZONE(zone));
  const key = run('dnssec-keygen', ['-K', '.', '-a', 'ECDSAP256SHA256', '-f', 'KSK', zone], folder).trim();
  writeFileSync(join(folder, `${zone}.plain`), `${ZONE(zone)}$INCLUDE ${key}.key\n`);
  run(
    'dnssec-signzone',
    ['-P', '-z', '-o', zone, '-f', `${zone}.zone`, ...dates, `${zone}.plain`, key],
    folder,
  );
  return readFileSync(join(folder, `dsset-${zone}.`), 'utf8');
}

const WANTS = {
  commands: ['named', 'unbound', 'dnssec-signzone'],
  packages: ['bind9', 'bind9-utils', 'unbound'],
};

describe('unbound that validates zones of BIND', needs(WANTS), () => {
  let port = 0;
  beforeAll(async () => {
    const folder = newFolder();
    const upstream = await freePort();
    port = await freePort();
    const anchors = [
      sign(folder, 'good.test', []),
      sign(folder, 'expired.test', ['-s', '20200101000000', '-e', '20200201000000']),
    ];
    writeFileSync(join(folder, 'lame.test.zone'), '');
    stack.use(
      await dnsDaemon({
        program: 'named',
        folder,
        config: authority('127.0.0.1', upstream, ['good.test', 'expired.test']),
        at: `127.0.0.1:${upstream}`,
      }),
    );
    const stubs = ['good.test', 'expired.test', 'lame.test'].map(
      (zone) => `stub-zone:\n  name: ${zone}\n  stub-addr: 127.0.0.1@${upstream}\n`,
    );
    stack.use(
      await dnsDaemon({
        program: 'unbound',
        config: recursive(
          port,
          `  trust-anchor-file: "FOLDER/anchors"\n  local-zone: "blocked.test" always_refuse\n  domain-insecure: "lame.test"\n  local-zone: "test." nodefault\n${stubs.join('')}`,
        ),
        files: { anchors: anchors.join('') },
        at: `127.0.0.1:${port}`,
      }),
    );
  });
  const ask = (name: string, more: object = {}) =>
    play({ servers: {}, port, resolvConf: RESOLV, libc: tryAgain, input: { name, types: ['A'] }, ...more });

  test('a sound signature: an answer', async () => {
    const { finding } = await ask('www.good.test', { libc: found });
    expect(finding.status).toBe('pass');
  });

  test('an expired signature: bogus, with the extended error of unbound', async () => {
    const { finding, codes } = await ask('www.expired.test');
    expect(codes).toEqual(['fail dns.dnssec-bogus']);
    expect(finding.checks[0]?.evidence.join()).toMatch(
      /SERVFAIL, EDE (?:6 DNSSEC Bogus|7 Signature Expired|9 DNSKEY Missing).*with CD=1: 192\.0\.2\.1/,
    );
  });

  test('a server that does not have the zone: SERVFAIL, not DNSSEC', async () => {
    const { codes } = await ask('www.lame.test');
    expect(codes).toEqual(['fail dns.servfail']);
  });

  test('a name that unbound is told to refuse', async () => {
    const { codes } = await ask('www.blocked.test');
    expect(codes).toEqual(['fail dns.refused']);
  });

  test('a denial that is proved, and an alias to nothing', async () => {
    const nothing = { libc: [{ outcome: 'not-found' as const }] };
    expect((await ask('nosuch.good.test', nothing)).codes).toEqual(['fail dns.nxdomain']);
    expect((await ask('alias.good.test', nothing)).codes).toEqual(['fail dns.cname-dangling']);
    expect(
      (await ask('ns.good.test', { ...nothing, input: { name: 'ns.good.test', types: ['MX'] } })).codes,
    ).toEqual(['fail dns.no-data']);
  });
});

describe('dnsmasq, which denies without an SOA', needs({ commands: ['dnsmasq'] }), () => {
  test('nxdomain when getaddrinfo agrees, unknown when it does not', async () => {
    const port = await freePort();
    const config = `port=${port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\nlocal=/corp.test/\naddress=/www.corp.test/192.0.2.1\n`;
    stack.use(await dnsDaemon({ program: 'dnsmasq', config, at: `127.0.0.1:${port}` }));
    const ask = (libc: object[]) =>
      play({ servers: {}, port, resolvConf: RESOLV, libc, input: { name: 'nosuch.corp.test' } });
    expect((await ask([{ outcome: 'not-found' }])).codes).toEqual(['fail dns.nxdomain']);
    expect((await ask(tryAgain)).finding.status).toBe('unknown');
  });
});

describe(
  'a trace through BIND and unbound',
  needs({ commands: ['named', 'unbound'], packages: ['bind9', 'unbound'] }),
  () => {
    test('a zone on one server that has it, and one that is only a resolver', async () => {
      const port = await freePort();
      const zone = `$TTL 300\n@ SOA ns1 x 1 2 3 4 60\n@ NS ns1\n@ NS ns2\nns1 A 127.0.0.1\nns2 A 127.0.0.3\nwww A 192.0.2.1\n`;
      stack.use(
        await dnsDaemon({
          program: 'named',
          config: authority('127.0.0.1', port, ['example.com']),
          files: { 'example.com.zone': zone },
          at: `127.0.0.1:${port}`,
        }),
      );
      const resolver = recursive(port, '').replace('interface: 127.0.0.1', 'interface: 127.0.0.3');
      stack.use(await dnsDaemon({ program: 'unbound', config: resolver, at: `127.0.0.3:${port}` }));
      const root = () =>
        referral(
          'example.com. 9 NS ns1.example.com.\nexample.com. 9 NS ns2.example.com.',
          'ns1.example.com. 9 A 127.0.0.1\nns2.example.com. 9 A 127.0.0.3',
        );
      const { finding, codes } = await play({
        servers: { '127.0.1.1': root },
        port,
        resolvConf: RESOLV,
        libc: found,
        input: { name: 'www.example.com', types: ['A'], trace: true, root_servers: ['127.0.1.1'] },
      });
      expect(codes).toEqual(['warn dns.lame-delegation']);
      expect(finding.checks[1]?.evidence).toEqual([
        'ns2.example.com. (127.0.0.3) does not serve example.com.: REFUSED',
      ]);
    });
  },
);
