import { at } from '../../network/at.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Expected, Scenario } from '../../play/scenario.ts';
import { httpGet, opens } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { http, https, type WebWish } from '../../serving/web.ts';

const ask = ['diagnose', 'http://www.lab.example/', '--source', 'local'];
const good = [{ stop: 'http' }, { start: http() }];
const elsewhere = ['dns.', 'tcp.', 'tls.', 'mtu.'];

/** A web server that answers so. */
const answering = (
  name: string,
  wish: Partial<WebWish>,
  says: RegExp,
  expect: Expected,
  never: string[] = [],
): Scenario => ({
  name,
  servers: [named(), http(wish)],
  witnesses: [httpGet(at.server.v4, 80, '/', { says })],
  ask,
  expect,
  never: [...elsewhere, ...never],
  fix: good,
});

/** What a web server answers, or does not. */
export const APP_ANSWERS: readonly Scenario[] = [
  answering('app-status-404', { status: 404 }, / 404 /, warns('app.status'), ['app.bad-gateway']),
  answering('app-status-500', { status: 500 }, / 500 /, warns('app.status'), ['app.bad-gateway']),
  answering('app-status-503-of-the-application', { status: 503 }, / 503 /, warns('app.status'), [
    'app.bad-gateway',
  ]),
  answering('app-bad-gateway-502', { status: 502 }, / 502 /, fails('app.bad-gateway'), ['app.status']),
  answering('app-bad-gateway-504', { status: 504 }, / 504 /, fails('app.bad-gateway'), ['app.status']),
  answering(
    'app-bad-gateway-503-of-envoy',
    { status: 503, headers: { server: 'envoy' }, body: 'no healthy upstream' },
    / 503 [^]*no healthy upstream/,
    fails('app.bad-gateway'),
    ['app.status'],
  ),
  answering('app-redirect-loop', { status: 302, loop: true }, / 302 /, fails('app.redirect-loop')),
  {
    ...answering('app-no-reply', { silent: true }, /^$/, fails('app.no-reply'), ['app.wrong-protocol']),
    witnesses: [opens(at.server.v4, 80), httpGet(at.server.v4, 80, '/', { silentOn: /HTTP/ })],
  },
  {
    name: 'app-no-reply-closed',
    servers: [named(), tcp({ name: 'http', port: 80, onData: true, ending: 'close' })],
    witnesses: [opens(at.server.v4, 80), httpGet(at.server.v4, 80, '/', { silentOn: /HTTP/ })],
    ask,
    expect: fails('app.no-reply', { says: /closed/ }),
    never: [...elsewhere, 'app.wrong-protocol'],
    fix: good,
  },
  {
    name: 'app-wrong-protocol-ssh',
    servers: [named(), tcp({ name: 'http', port: 80, greeting: 'SSH-2.0-lab\r\n' })],
    witnesses: [httpGet(at.server.v4, 80, '/', { says: /SSH-2\.0/ })],
    ask,
    expect: fails('app.wrong-protocol'),
    never: [...elsewhere, 'app.no-reply'],
    fix: good,
  },
  {
    name: 'app-wrong-protocol-tls',
    servers: [named(), https({ name: 'http', port: 80 })],
    witnesses: [httpGet(at.server.v4, 80, '/', { silentOn: / 200 / })],
    ask,
    expect: fails('app.wrong-protocol'),
    never: [...elsewhere, 'app.no-reply'],
    fix: good,
  },
  {
    name: 'app-keepalive-race',
    servers: [
      named(),
      http({ keepAliveMs: 5000, inTurnWith: { status: 502, headers: { server: 'awselb/2.0' } } }),
    ],
    witnesses: [
      httpGet(at.server.v4, 80, '/', { says: / 502 / }),
      httpGet(at.server.v4, 80, '/', { says: / 200 / }),
    ],
    ask: ['diagnose', 'http://v4.lab.example/', '--source', 'local'],
    expect: warns('app.keepalive-race'),
    never: elsewhere,
    fix: good,
    afterwards: passes(),
  },
];
