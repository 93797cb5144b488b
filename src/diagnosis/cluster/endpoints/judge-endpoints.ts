import { type Check, pass } from '../../../core/check.ts';
import { tally } from '../../../tools/tcp-probe/evaluate/wording.ts';
import { counted, dialTest, type EndpointsCase, endpointText, labelOf, listed } from './case.ts';
import { behindVirtual } from './dataplane.ts';
import { outcomeOf } from './outcome.ts';
import { detectionPower, partial } from './partial.ts';

/**
 * What the endpoints by themselves say of the Service: data plane, hairpin, partial, or that all are well. Empty where a proxy at the
 * source accepts for everybody, and where none accepts: then the Service is not what differs.
 */
export function judgeEndpoints(about: EndpointsCase): Check[] {
  if (about.virtual.acceptsForNobody) return [];
  const some = partial(about);
  if (some.length > 0) return some;
  const between = about.virtual.addresses.flatMap((virtual) => behindVirtual(about, virtual));
  return between.length > 0 ? between : well(about);
}

/** Every endpoint accepts, and so does the address in front of them. */
function well(about: EndpointsCase): Check[] {
  const { seen, virtual, walkFails } = about;
  const [first] = seen.endpoints;
  const tries = virtual.addresses.flatMap((one) => one.tries);
  if (!first || walkFails || seen.endpoints.some((one) => outcomeOf(one) !== 'accepts')) return [];
  return [
    pass('service', {
      test: dialTest(about, first),
      summary: `${labelOf(about)}: ${counted(seen.endpoints.length)} of ${seen.endpoints.length + seen.more} dialled, each accepts by itself`,
      evidence: [
        listed(seen.endpoints),
        ...(tries.length > 0 && seen.endpoints.length > 1 ? [detectionPower(tries.length)] : []),
      ],
    }),
  ];
}

/** Where no endpoint accepts either: lines for the failure in front of them, which is then none of the virtual address's own. */
export function failToo({ seen, virtual }: EndpointsCase): string[] {
  const told = seen.endpoints.filter((one) => outcomeOf(one) !== 'untold');
  if (virtual.acceptsForNobody || told.length === 0 || told.some((one) => outcomeOf(one) !== 'fails'))
    return [];
  const shown = told.slice(0, 2).map((one) => `${endpointText(one)}: ${tally(one.tries)}`);
  const more = told.length - shown.length;
  return [
    `dialled past the virtual address, ${counted(told.length)} of ${told.length} ${told.length === 1 ? 'fails' : 'fail'} as well: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  ];
}
