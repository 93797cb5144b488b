import * as z from 'zod';
import { ObjectName } from '../../../core/kubernetes/object-name.ts';
import { AddressText, PlaceName } from '../../../core/plain-text.ts';
import { Stamp } from '../../../core/tool.ts';
import { SocketTable } from '../../../core/world/sockets.ts';
import { Try } from '../../../tools/tcp-probe/observation.ts';

/** One ready endpoint of a Service port, dialled by itself. */
export const EndpointSeen = z.object({
  address: AddressText,
  /** Its targetPort, as the EndpointSlice has it. */
  port: z.int(),
  pod: ObjectName.optional(),
  node: ObjectName.optional(),
  /** One, or two where the first failed while other endpoints answered. */
  tries: z.array(Try).min(1),
  /** Ports that its containers declare besides; tried only where every endpoint refuses and reading suspects the targetPort. */
  others: z.array(z.object({ port: z.int(), answer: Try })),
});
export type EndpointSeen = z.infer<typeof EndpointSeen>;

/** What the endpoints of a Service answered to the source itself, each dialled beside the virtual address. */
export const EndpointsSeen = Stamp.extend({
  /** Addresses of the source. */
  own: z.array(AddressText),
  /** The node that the source is, or runs on. */
  node: PlaceName.optional(),
  endpoints: z.array(EndpointSeen),
  /** Ready endpoints that were not dialled: beyond the cap, or out of time. */
  more: z.int(),
  /** Sockets of the source towards the targetPort, where that is not the port that was asked for. */
  sockets: SocketTable.optional(),
});
export type EndpointsSeen = z.infer<typeof EndpointsSeen>;
