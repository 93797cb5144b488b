import * as z from 'zod';
import { CutText, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

/** Event of v1: what a component said of an object. `note` and `message` are foreign text. */
export const Event = z.object({
  metadata: ObjectMeta,
  type: maybe(Text),
  reason: maybe(Text),
  message: maybe(CutText),
  count: maybe(z.int()),
  firstTimestamp: maybe(Text),
  lastTimestamp: maybe(Text),
  eventTime: maybe(Text),
  involvedObject: part({ kind: maybe(Text), name: maybe(ObjectName), fieldPath: maybe(Text) }),
});
export type Event = z.infer<typeof Event>;
