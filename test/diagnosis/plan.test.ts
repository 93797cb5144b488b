import { expect, test } from 'vitest';
import { parseTarget } from '../../src/core/target/target.ts';
import type { ProxyEnvironment } from '../../src/core/world/host-view.ts';
import { planLegs } from '../../src/diagnosis/plan.ts';
import type { Question } from '../../src/diagnosis/question.ts';
import type { Survey } from '../../src/diagnosis/survey.ts';
import { readSymptom } from '../../src/diagnosis/symptom.ts';

const surveyWith = (proxy: ProxyEnvironment): Survey => ({
  at: '2026-11-23T14:31:07.000Z',
  vantage: { kind: 'local', name: 'laptop' },
  inCluster: false,
  host: { interfaces: [], routes: [], ipv4: true, ipv6: true, proxy, platform: 'linux' },
});

function asked(text: string, all = false): Question {
  const target = parseTarget(text);
  if (target.kind !== 'endpoint') throw new TypeError(text);
  return { target, symptom: readSymptom(), all };
}

/** What each layer is asked, by tool name, or why it is asked nothing. */
function layersOf(
  text: string,
  { all = false, proxy = {} }: { all?: boolean; proxy?: ProxyEnvironment } = {},
) {
  return planLegs(asked(text, all), surveyWith(proxy)).map(({ to, layers }) => ({
    to,
    ...Object.fromEntries(
      Object.entries(layers).map(([layer, planned]) => [
        layer,
        'skip' in planned ? planned.skip : 'ask' in planned ? planned.tool : planned.blind.message,
      ]),
    ),
  }));
}

test('an HTTPS URL is walked through all four layers', () => {
  expect(layersOf('https://api.example.com/v1')).toEqual([
    {
      to: 'https://api.example.com/v1',
      dns: 'dns_lookup',
      tcp: 'tcp_probe',
      tls: 'tls_inspect',
      app: 'http_probe',
    },
  ]);
});

test.each([
  ['http://web/', 'http:// speaks plain text'],
  ['redis://cache', 'tls_inspect'],
  ['rediss://cache', 'tls_inspect'],
  ['postgres://db', 'tls_inspect'],
  ['db:5432', 'port 5432 suggests postgres; write postgres:// or tls:// to have TLS looked at'],
  ['db:443', 'tls_inspect'],
  ['db:4444', 'nothing says that the client speaks TLS (tls:// says so)'],
])('TLS of %s: %s', (target, tls) => {
  expect(layersOf(target)[0]).toMatchObject({ tls });
});

test('all looks at TLS wherever a client might speak it', () => {
  for (const target of ['http://web/', 'db:5432', 'db:4444']) {
    expect(layersOf(target, { all: true })[0]).toMatchObject({ tls: 'tls_inspect' });
  }
});

test('an address has no name to look up', () => {
  expect(layersOf('10.0.0.7:22')[0]).toMatchObject({ dns: 'an address was given', tcp: 'tcp_probe' });
});

test('a bare port is not asked for a page', () => {
  expect(layersOf('web:443')[0]).toMatchObject({ app: expect.stringContaining('give a URL') as string });
});

const proxied: ProxyEnvironment = {
  https: { variable: 'https_proxy', url: 'http://proxy.corp:3128', credentials: false },
};

test('a proxy that applies ends the first leg, and what it does is out of sight', () => {
  const [toProxy, fromProxy] = layersOf('https://api.example.com/', { proxy: proxied });
  expect(toProxy).toMatchObject({ to: 'proxy proxy.corp:3128', dns: 'dns_lookup', tcp: 'tcp_probe' });
  expect(fromProxy).toMatchObject({ dns: 'the proxy does this, out of sight', app: 'http_probe' });
});

test('a proxy that the exceptions leave out does not', () => {
  const proxy: ProxyEnvironment = { ...proxied, no: { variable: 'no_proxy', list: '.example.com' } };
  expect(layersOf('https://api.example.com/', { proxy })).toHaveLength(1);
});

test('a proxy is none of the business of what is not HTTP', () => {
  expect(layersOf('redis://cache', { proxy: proxied })).toHaveLength(1);
});

test('each leg knows what it dials', () => {
  const ends = planLegs(asked('https://api.example.com/'), surveyWith(proxied)).map(({ end }) => end);
  expect(ends).toMatchObject([
    { host: 'proxy.corp', port: 3128 },
    { host: 'api.example.com', port: 443, url: 'https://api.example.com/' },
  ]);
});
