import { describe, expect, test } from 'vitest';
import { hostFit } from '../../src/tools/service-audit/entrance/host-match.ts';
import { byPath, pathFit } from '../../src/tools/service-audit/entrance/path-match.ts';
import { parseEntrance } from '../../src/tools/service-audit/entrance/entrance-ref.ts';
import { serviceAudit } from '../../src/tools/service-audit/tool.ts';

// The rows of the table "Examples" of the Ingress page, without those of several rules.
test.for([
  ['Prefix', '/', '/any/path', true],
  ['Exact', '/foo', '/foo', true],
  ['Exact', '/foo', '/bar', false],
  ['Exact', '/foo', '/foo/', false],
  ['Exact', '/foo/', '/foo', false],
  ['Prefix', '/foo', '/foo/', true],
  ['Prefix', '/foo/', '/foo', true],
  ['Prefix', '/aaa/bb', '/aaa/bbb', false],
  ['Prefix', '/aaa/bbb', '/aaa/bbb', true],
  ['Prefix', '/aaa/bbb/', '/aaa/bbb', true],
  ['Prefix', '/aaa/bbb', '/aaa/bbb/', true],
  ['Prefix', '/aaa/bbb', '/aaa/bbb/ccc', true],
  ['Prefix', '/aaa/bbb', '/aaa/bbbxyz', false],
  ['PathPrefix', '/abc', '/abcd', false],
  ['PathPrefix', '/abc', '/abc/def', true],
] as const)('%s %s and %s', ([type, rule, path, matches]) => {
  expect(pathFit(type, rule, path) !== undefined).toBe(matches);
});

test('an exact path beats a longer prefix, and a longer prefix a shorter one', () => {
  const fits = [
    ['Prefix', '/a'],
    ['Exact', '/a/b'],
    ['Prefix', '/a/b'],
  ].map(([type, rule = '']) => ({ rule: `${type} ${rule}`, fit: pathFit(type, rule, '/a/b') }));
  const sorted = fits.toSorted((a, b) => (a.fit && b.fit ? byPath(a.fit, b.fit) : 0));
  expect(sorted.map(({ rule }) => rule)).toEqual(['Exact /a/b', 'Prefix /a/b', 'Prefix /a']);
});

test('what the controller defines may match, and is not claimed', () => {
  expect(pathFit('ImplementationSpecific', '/cart.*', '/cart')).toMatchObject({ uncertain: true });
  expect(pathFit('RegularExpression', '/c[a-z]+', '/x')).toMatchObject({ uncertain: true });
  expect(pathFit('ImplementationSpecific', '/', '/x')).toMatchObject({ uncertain: false });
});

// The table "Hostname wildcards" of the Ingress page; the Gateway API takes more labels.
test.for([
  ['*.foo.com', 'bar.foo.com', true, true],
  ['*.foo.com', 'baz.bar.foo.com', false, true],
  ['*.foo.com', 'foo.com', false, false],
  ['Bar.foo.com', 'bar.foo.com.', true, true],
  ['foo.com', 'bar.foo.com', false, false],
  [undefined, 'bar.foo.com', true, true],
] as const)('host %s and %s', ([rule, host, one, any]) => {
  expect(hostFit(rule, host, 'one') > 0).toBe(one);
  expect(hostFit(rule, host, 'any') > 0).toBe(any);
});

describe('what is asked about', () => {
  test.for([
    ['shop/ing/web', 'Ingress'],
    ['shop/ingress/web.example', 'Ingress'],
    ['shop/httproute/web', 'HTTPRoute'],
    ['shop/web', 'Service'],
    ['web.shop.svc', 'Service'],
  ] as const)('%s is a %s', ([text, kind]) => {
    expect(parseEntrance(text)).toMatchObject({ kind, namespace: 'shop' });
  });

  test.for(['shop/deploy/web', 'shop/ing/web@c', 'shop/ing/UP'])('%s is none', (text) => {
    expect(serviceAudit.input.safeParse({ service: text }).success).toBe(false);
  });

  test.for(['shop.example.com', 'redis://x', 'https://', 'ftp://x/y'])('url %s is refused', (url) => {
    expect(serviceAudit.input.safeParse({ service: 'shop/ing/web', url }).success).toBe(false);
  });
});
