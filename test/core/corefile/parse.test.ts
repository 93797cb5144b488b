import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Corefile, reducedCorefile } from '../../../src/core/corefile/corefile.ts';
import { parseCorefile } from '../../../src/core/corefile/parse-corefile.ts';

const KUBEADM = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
    }
    loop
    reload
    loadbalance
}
`;

test('the Corefile that kubeadm writes', () => {
  const read = parseCorefile(KUBEADM);
  expect(read?.blocks).toHaveLength(1);
  const [block] = read?.blocks ?? [];
  expect(block?.keys).toEqual(['.:53']);
  expect(block?.directives.map(({ name }) => name)).toEqual([
    'errors', 'health', 'ready', 'kubernetes', 'prometheus', 'forward', 'cache', 'loop', 'reload', 'loadbalance',
  ]); // prettier-ignore
  expect(block?.directives.find(({ name }) => name === 'kubernetes')).toEqual({
    name: 'kubernetes',
    args: ['cluster.local', 'in-addr.arpa', 'ip6.arpa'],
    lines: [['pods', 'insecure'], ['fallthrough', 'in-addr.arpa', 'ip6.arpa'], ['ttl', '30']], // prettier-ignore
  });
});

test('several servers, commas, comments, quotes, snippets and files that are not there', () => {
  const read = parseCorefile(`# at the top
(log) {
  errors # of all
  hosts { 10.0.0.1 a.example }
}
import servers/*.server
corp.example, lab.example:1053,
other.example {
  import log
  template IN A { answer "{{ .Name }} 60 IN A \\"10.0.0.9\\"" }
}
. {
  import log
  import custom/*.override
  forward . 10.0.0.2#53
}`);
  expect(read?.imports).toEqual(['servers/*.server', 'custom/*.override']);
  expect(read?.blocks.map(({ keys }) => keys)).toEqual([
    ['corp.example', 'lab.example:1053', 'other.example'],
    ['.'],
  ]);
  const [first, second] = read?.blocks ?? [];
  expect(first?.directives.map(({ name }) => name)).toEqual(['errors', 'hosts', 'template']);
  expect(first?.directives[1]?.lines).toEqual([['10.0.0.1', 'a.example']]);
  expect(first?.directives[2]?.lines).toEqual([['answer', '{{ .Name }} 60 IN A "10.0.0.9"']]);
  expect(second?.directives.at(-1)?.args).toEqual(['.', '10.0.0.2#53']);
});

test('one server needs no braces', () => {
  expect(parseCorefile('.\nforward . 10.0.0.2\n')?.blocks).toEqual([
    { keys: ['.'], directives: [{ name: 'forward', args: ['.', '10.0.0.2'], lines: [] }] },
  ]);
});

test.each(['. {', '}', '. { forward . { ', '. { } }', '. { x "', '. { forward . 1.1.1.1'])(
  'not closed: %s',
  (text) => {
    expect(parseCorefile(text)).toBeUndefined();
  },
);

test('snippets that grow without end are refused', () => {
  const grow = Array.from({ length: 40 }, (_, i) => `(s${i + 1}) {\n import s${i}\n import s${i}\n}`).join(
    '\n',
  );
  expect(parseCorefile(`(s0) {\n log\n}\n${grow}`)).toBeUndefined();
});

test('what may hold credentials is not kept', () => {
  const read = parseCorefile(
    '. {\n route53 example.org.:Z1 {\n aws_access_key KEY SECRET\n }\n forward . 10.0.0.2\n}',
  );
  const kept = read && reducedCorefile(read);
  expect(JSON.stringify(kept)).not.toContain('SECRET');
  expect(kept?.blocks[0]?.directives).toEqual([
    { name: 'route53', args: [], lines: [] },
    { name: 'forward', args: ['.', '10.0.0.2'], lines: [] },
  ]);
});

test('any text is read or refused, and never throws', () => {
  const words = fc.constantFrom(
    '.',
    '{',
    '}',
    '\n',
    ' ',
    '"',
    'import',
    '(a)',
    'a',
    '#',
    ',',
    'forward',
    '\\',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words).map((all) => all.join('')),
  );
  fc.assert(fc.property(text, (one) => Corefile.optional().safeParse(parseCorefile(one)).success));
  expect(parseCorefile('')).toEqual({ blocks: [], imports: [] });
});
