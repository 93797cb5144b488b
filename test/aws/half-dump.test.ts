import { expect, test } from 'vitest';
import { askOver } from './ask.ts';
import { memory } from './memory.ts';
import { type Account, account, allow, group, type Json, listOf, network, object } from './scene.ts';

/** Flows that pass, and flows that something refuses: one a kind of checkpoint. */
const FLOWS: readonly { readonly name: string; readonly of: () => Account; readonly asked: object }[] = [
  flow('allowed', () => {}, { source: 'eni-app', destination: 'eni-db', port: 443 }),
  flow('by addresses', () => {}, { source: '10.0.1.10', destination: '10.0.2.20', port: 443 }),
  flow('egress', () => {}, { source: 'eni-app', destination: 'eni-db', port: 5432 }),
  flow('ingress', openEgress, { source: '10.0.1.10', destination: '10.0.2.20', port: 5432 }),
  flow('peering', openEgress, { source: 'eni-app', destination: '10.1.1.10', port: 443 }),
  flow('from the internet', () => {}, { source: 'internet', destination: 'eni-web', port: 443 }),
  flow('to the internet', openEgress, { source: 'eni-app', destination: '203.0.113.9', port: 443 }),
  flow('by a group', byGroup, { source: 'eni-b', destination: '10.0.2.20', port: 5432 }),
];

function flow(name: string, change: (of: Account) => void, asked: object) {
  const of = (): Account => {
    const made = account();
    change(made);
    return made;
  };
  return { name, of, asked };
}

function openEgress(of: Account): void {
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [
    allow('-1', undefined, network('0.0.0.0/0')),
  ];
  object(of, 'DescribeSecurityGroupRules', 'sgr-1')['GroupId'] = 'sg-gone';
}

function byGroup(of: Account): void {
  listOf(object(of, 'DescribeSecurityGroups', 'sg-xyz'), 'IpPermissions').push(
    allow('tcp', 5432, group('sg-b')),
  );
}

const verdict = async (of: Account, asked: object) => {
  const { status, checks, ...rest } = await askOver(memory(of), asked);
  expect(JSON.stringify([checks, rest])).not.toContain('$(id)');
  return { status, codes: checks.flatMap(({ status: one, code }) => (one === 'fail' ? [code] : [])) };
};

test.each(FLOWS)('$name: no answer that is missing turns the verdict', async ({ of, asked }) => {
  const whole = await verdict(of(), asked);
  const turned: object[] = [];
  for (const name of Object.keys(of())) {
    const half = of();
    delete half[name];
    const got = await verdict(half, asked);
    if (!agrees(whole, got)) turned.push({ name, whole, got });
  }
  expect(turned).toEqual([]);
});

test.each(FLOWS)('$name: no object that is missing turns the verdict', async ({ of, asked }) => {
  const whole = await verdict(of(), asked);
  const turned: object[] = [];
  for (const [name, objects] of Object.entries(of())) {
    for (const [index, one] of objects.entries()) {
      if (isOwnTable(name, one)) continue;
      const half = of();
      half[name]?.splice(index, 1);
      const got = await verdict(half, asked);
      if (!agrees(whole, got)) turned.push({ name, index, gone: Object.values(one)[0], whole, got });
    }
  }
  expect(turned).toEqual([]);
});

// A number that no API sends, a text that a shell or a terminal would act on, and a list and an object of nothing known.
const HOSTILE: readonly unknown[] = [
  undefined,
  -1e300,
  '$(id) \u202e\u001b[31m',
  [null, [], {}],
  { a: 1 },
  true,
];

test.each(FLOWS)('$name: no field that is missing, or hostile, turns the verdict', async ({ of, asked }) => {
  const whole = await verdict(of(), asked);
  const turned: object[] = [];
  for (const [name, objects] of Object.entries(of())) {
    for (const [index, one] of objects.entries()) {
      if (isOwnTable(name, one)) continue;
      for (const key of Object.keys(one)) {
        for (const value of HOSTILE) {
          const half = of();
          const changed = half[name]?.[index] ?? {};
          if (value === undefined) delete changed[key];
          else changed[key] = structuredClone(value);
          const got = await verdict(half, asked);
          if (!agrees(whole, got)) turned.push({ name, index, key, value, whole, got });
        }
      }
    }
  }
  expect(turned).toEqual([]);
});

/** A subnet without a table of its own has the main one: that there should be another, no record tells. */
const isOwnTable = (name: string, one: Json): boolean =>
  name === 'DescribeRouteTables' &&
  listOf(one, 'Associations').some(({ SubnetId }) => SubnetId !== undefined);

/** The same verdict, or none; what fails still fails by one of the same codes. */
function agrees(
  whole: Awaited<ReturnType<typeof verdict>>,
  got: Awaited<ReturnType<typeof verdict>>,
): boolean {
  if (got.status === 'unknown') return true;
  if (got.status !== whole.status) return false;
  return got.codes.every((code) => whole.codes.includes(code));
}
