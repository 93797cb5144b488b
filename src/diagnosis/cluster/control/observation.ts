import * as z from 'zod';
import { ObjectName } from '../../../core/kubernetes/object-name.ts';
import { AddressText, PlaceName } from '../../../core/plain-text.ts';
import { Stamp } from '../../../core/tool.ts';
import { ReadMessage } from '../../../core/kubernetes/read-message.ts';
import { Try } from '../../../tools/tcp-probe/observation.ts';

/** A pod that makes Services work on a node: kube-proxy, or the agent of the network plugin. */
export const AgentSeen = z.object({
  namespace: ObjectName,
  name: ObjectName,
  ready: z.boolean(),
  restarts: z.int(),
  /** Why a container of it does not run, as CrashLoopBackOff. */
  waiting: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .optional(),
});
export type AgentSeen = z.infer<typeof AgentSeen>;

/** What tells a fault of the target from one of the source: the same source towards another target. */
export const ControlSeen = Stamp.extend({
  /** The virtual address of the API server's own Service, which every cluster has, dialled from the source. */
  apiServer: z.object({ address: AddressText, port: z.int(), answer: Try }).optional(),
  /** What makes Services work on the source's node; only where that is suspected. */
  agents: z.object({ node: PlaceName, pods: z.array(AgentSeen), failure: ReadMessage.optional() }).optional(),
});
export type ControlSeen = z.infer<typeof ControlSeen>;
