import * as z from 'zod';
import { tools } from '../tools/index.ts';
import { Destination } from './cluster/destination.ts';
import { ClusterDns } from './cluster/dns/observation.ts';
import { CloudEnds } from './cloud/ends.ts';
import { ControlSeen } from './cluster/control/observation.ts';
import { EndpointsSeen } from './cluster/endpoints/observation.ts';
import { Entrances } from './entrance/entrances.ts';
import { SampleSeen } from './cluster/samples/observation.ts';
import { SourceProxy } from './cluster/source-proxy.ts';
import { ReadingStamp, Survey } from './survey.ts';

/**
 * What the walk observes by itself: its vantage, the target as the cluster knows it, its endpoints and entrances, the
 * cluster's DNS, another target as a control, its ends as AWS has them, and how long it took in milliseconds.
 */
const OfTheWalk = z.union([
  ReadingStamp,
  Survey,
  Entrances,
  ClusterDns,
  Destination,
  EndpointsSeen,
  ControlSeen,
  CloudEnds,
  SampleSeen,
  SourceProxy,
  z.number(),
]);

/** The shape of what is recorded under a name; undefined for a name that nothing here has. */
export const observationSchema = (name: string): z.ZodType | undefined =>
  name === 'diagnose' ? OfTheWalk : tools.find((tool) => tool.name === name)?.observation;
