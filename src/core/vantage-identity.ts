import * as z from 'zod';
import { INTERCEPTORS } from './kubernetes/sidecar.ts';
import { AddressText, PlaceName } from './plain-text.ts';

/** From where a probe was really sent. */
export const VantageIdentity = z.object({
  kind: z.enum(['local', 'pod', 'none']).describe('none: nothing was sent'),
  name: PlaceName.describe('host name, or namespace/pod'),
  addresses: z.array(AddressText).optional(),
  node: PlaceName.optional(),
  container: PlaceName.optional().describe('where exec ran programs'),
  hostNetwork: z.literal(true).optional().describe('the pod has the addresses of its node'),
  mesh: z.enum(INTERCEPTORS).optional().describe('accepts its connections first'),
  context: PlaceName.optional(),
});
export type VantageIdentity = z.infer<typeof VantageIdentity>;

/** What is to be said of how something was sent: exec was used, and whose traffic it was to policies. */
export function vantageNotes({ kind, name, container, hostNetwork }: VantageIdentity): string[] {
  if (kind !== 'pod' || container === undefined) return [];
  const identity =
    hostNetwork === true
      ? 'to policies and firewalls this was traffic of its node, whose network the pod uses'
      : 'to policies this was traffic of the pod itself';
  return [`sent by exec in container ${container} of ${name}: ${identity}`];
}
