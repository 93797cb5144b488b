import type { Check } from '../../../core/check.ts';
import { tally } from '../../../tools/tcp-probe/evaluate/wording.ts';
import { claimOf, counted, dialTest, type EndpointsCase, endpointText, labelOf, listed } from './case.ts';
import type { EndpointSeen } from './observation.ts';
import { outcomeOf } from './outcome.ts';

const SHOWN = 3;

/** Some endpoints of the Service answer this source by themselves and some do not. */
export function partial(about: EndpointsCase): Check[] {
  const { endpoints } = about.seen;
  const { bad, good } = apart(about);
  const [first] = bad;
  if (!first || good.length === 0 || about.policyDenies) return [];
  const elsewhere = onlyOtherNodesFail(about.seen.node, bad, good);
  const which = elsewhere
    ? `those on other nodes than the source’s (${about.seen.node}) fail, those on it accept`
    : `${bad.length} of ${counted(endpoints.length)} ${bad.length === 1 ? 'fails by itself' : 'fail by themselves'}`;
  return [
    claimOf(about)('service.partial', {
      test: dialTest(about, first),
      summary: `${labelOf(about)}: ${which}`,
      evidence: [
        ...bad.slice(0, SHOWN).map((one) => `${endpointText(one)}: ${tally(one.tries)}`),
        ...(bad.length > SHOWN ? [`and ${bad.length - SHOWN} more fail`] : []),
        `accepts: ${listed(good)}`,
        ...virtualLines(about, bad.length / endpoints.length),
        ...(about.policyOpen ? ['whether a policy denies those that fail could not be told'] : []),
      ],
      ...(elsewhere && {
        fix: 'Look at what carries pods’ traffic between nodes: VXLAN (UDP 4789 or 8472), Geneve (UDP 6081), IP in IP (protocol 4) or WireGuard (UDP 51820) must be admitted between all nodes, and routes to every node’s pods must be there.',
      }),
    }),
  ];
}

const apart = ({ seen }: EndpointsCase): { bad: EndpointSeen[]; good: EndpointSeen[] } => ({
  bad: seen.endpoints.filter((one) => outcomeOf(one) === 'fails'),
  good: seen.endpoints.filter((one) => outcomeOf(one) === 'accepts'),
});

/** Where policies deny some of it: which endpoints fail, as evidence of that denial. */
export function failsAsDenied(about: EndpointsCase): string[] {
  const { bad, good } = apart(about);
  if (bad.length === 0 || good.length === 0 || about.virtual.acceptsForNobody) return [];
  return [
    `dialled by themselves ${listed(bad)} ${bad.length === 1 ? 'fails' : 'fail'}; ${listed(good)} ${good.length === 1 ? 'accepts' : 'accept'}`,
  ];
}

/** Every endpoint elsewhere fails, and each on the source's own node accepts: what lies between nodes is at fault. */
export const onlyOtherNodesFail = (
  node: string | undefined,
  bad: readonly EndpointSeen[],
  good: readonly EndpointSeen[],
): boolean =>
  node !== undefined &&
  bad.length > 0 &&
  good.length > 0 &&
  bad.every((one) => one.node !== undefined && one.node !== node) &&
  good.every((one) => one.node === node);

/** What the tries of the virtual address are worth, and where chance alone does not explain them. */
function virtualLines({ virtual, fronted }: EndpointsCase, share: number): string[] {
  const sticky = fronted.service.spec.sessionAffinity === 'ClientIP';
  const tries = virtual.addresses.flatMap((one) => one.tries);
  const failed = virtual.addresses.reduce((sum, one) => sum + one.failed, 0);
  if (tries.length === 0) return [];
  const [only] = virtual.addresses;
  const who = virtual.addresses.length === 1 && only ? only.address : 'the virtual addresses';
  const through = `${who}, in front of them: ${tally(tries)}`;
  if (sticky)
    return [through, 'session affinity ClientIP: this source is sent to one endpoint, and stays there'];
  if (failed === tries.length && share ** tries.length < 0.05)
    return [
      through,
      'by chance alone it would not fail that often: the data plane of the node may be at fault as well',
    ];
  return [through, detectionPower(tries.length)];
}

/** How likely so many tries of the virtual address miss one bad endpoint in ten. */
export const detectionPower = (tries: number): string =>
  `${tries} ${tries === 1 ? 'try misses' : 'tries miss'} one bad endpoint in ten ${Math.round(0.9 ** tries * 100)} % of the time`;
