import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, opens } from '../../play/witnesses.ts';
import { pooled, proxy } from '../../serving/ends.ts';
import { named } from '../../serving/named.ts';
import type { Server } from '../../serving/server.ts';
import { tcp } from '../../serving/tcp.ts';
import { http, https } from '../../serving/web.ts';
import { HTTPS } from '../tls/certificates.ts';

const elsewhere = ['dns.', 'tcp.', 'tls.', 'mtu.'];
const PROXY = { https_proxy: `http://${at.resolver.v4}:3128` };
const asksProxy = {
  at: 'client',
  run: ['nc', '-n', '-w', '2', at.resolver.v4, '3128'],
  input: 'CONNECT www.lab.example:443 HTTP/1.1\r\nHost: www.lab.example:443\r\n\r\n',
  ends: 'either',
} as const;

const redis = (protectedMode: 'yes' | 'no'): Server => ({
  name: 'redis',
  at: 'server',
  run: [
    'redis-server',
    '--port',
    '6379',
    '--bind',
    '0.0.0.0',
    '::',
    '--protected-mode',
    protectedMode,
    '--save',
    '',
    '--daemonize',
    'no',
  ],
  ports: { tcp: [6379] },
});

/** A first packet (MySQL protocol, HandshakeV10), without its header, of a server that has no TLS. */
const HANDSHAKE = `\u000a8.0.36\0\u0008\0\0\0abcdefgh\0\u00ff\u00f7\u00ff\u0002\0\u00ff\u00df\u0015${'\0'.repeat(10)}abcdefghijkl\0caching_sha2_password\0`;
const MYSQL_GREETING = `${String.fromCodePoint(HANDSHAKE.length)}\0\0\0${HANDSHAKE}`;

/** What the client's environment, its old connections or the server's rules decide. */
export const APP_CLIENTS: readonly Scenario[] = [
  {
    name: 'app-proxy-env-refuses',
    servers: [named(), https(), proxy(true)],
    witnesses: [{ ...asksProxy, says: / 403 / }],
    ask: HTTPS,
    env: PROXY,
    expect: fails('app.proxy-env'),
    never: elsewhere,
    fix: [{ stop: 'proxy' }, { start: proxy(false) }],
  },
  {
    name: 'app-proxy-env-is-the-only-way',
    servers: [named(), https(), proxy(false)],
    faults: [filter('near', `iifname c1 tcp dport 443 counter reject with tcp reset`)],
    witnesses: [
      { ...asksProxy, says: / 200 / },
      { ...order('client', `nc -n -z -w 2 ${at.server.v4} 443`), ends: 'fails' },
    ],
    ask: HTTPS,
    env: PROXY,
    expect: warns('app.proxy-env'),
    never: elsewhere,
    fix: [clearFilter('near')],
  },
  {
    name: 'app-server-refuses-redis',
    servers: [named(), redis('yes')],
    witnesses: [
      {
        ...order('client', `nc -n -d -w 2 ${at.server.v4} 6379`),
        ends: 'either',
        says: /DENIED/,
      },
    ],
    ask: ['diagnose', 'redis://www.lab.example:6379', '--source', 'local'],
    expect: fails('app.server-refuses'),
    never: elsewhere,
    fix: [{ stop: 'redis' }, { start: redis('no') }],
  },
  {
    name: 'app-server-refuses-mysql',
    servers: [
      named(),
      tcp({
        name: 'mysql',
        port: 3306,
        greeting:
          "E\u0000\u0000\u0000\u00ffj\u0004Host '10.77.1.2' is not allowed to connect to this MySQL server",
        ending: 'close',
      }),
    ],
    witnesses: [
      {
        ...order('client', `nc -n -w 2 ${at.server.v4} 3306`),
        ends: 'either',
        says: /is not allowed to connect/,
      },
    ],
    ask: ['diagnose', 'mysql://www.lab.example:3306', '--source', 'local'],
    expect: fails('app.server-refuses'),
    never: elsewhere,
    fix: [{ stop: 'mysql' }, { start: tcp({ name: 'mysql', port: 3306, greeting: MYSQL_GREETING }) }],
  },
  {
    // The name moved to another address; a program still writes to the old one, which is gone.
    name: 'app-stale-pool',
    servers: [named(), http({ port: 9200 })],
    faults: [
      // The connection opens; what is written to it does not arrive.
      filter('far', `ip daddr ${at.spare.v4} tcp flags & psh == psh counter drop`),
      { start: pooled(at.spare.v4, 9200) },
      order('client', 'sleep 6'),
    ],
    witnesses: [
      opens(at.server.v4, 9200),
      hasMatched('far'),
      { ...order('client', `ss -tnoH dst ${at.spare.v4}`), says: /ESTAB.*10\.77\.3\.3:9200.*timer:\(on/s },
    ],
    ask: ['diagnose', 'http://v4.lab.example:9200/', '--source', 'local'],
    expect: warns('app.stale-pool'),
    never: elsewhere,
    fix: [{ stop: 'pooled' }, clearFilter('far'), order('client', 'sleep 0.2')],
  },
  {
    // A program here uses another service on the same port: none of the target's business.
    name: 'app-another-service-on-the-port',
    servers: [named(), http({ port: 9200 })],
    faults: [{ start: pooled(at.spare.v4, 9200) }, order('client', 'sleep 0.3')],
    witnesses: [
      opens(at.server.v4, 9200),
      { ...order('client', `ss -tnH dst ${at.spare.v4}`), says: /ESTAB.*10\.77\.3\.3:9200/ },
    ],
    ask: ['diagnose', 'http://v4.lab.example:9200/', '--source', 'local'],
    expect: passes(),
    never: ['app.', ...elsewhere],
  },
];
