import { awsDump } from './aws-dump.ts';
import { dnsQuery } from './dns-query.ts';
import { healthyWalk } from './healthy-walk.ts';
import { idleMemory } from './idle-memory.ts';
import { pathMtu } from './path-mtu.ts';
import { pathTrace } from './path-trace.ts';
import { liveQuestion } from './live-question.ts';
import { networkPolicies } from './network-policies.ts';
import type { Row } from './row.ts';
import { startUp } from './start-up.ts';
import { tableText } from './table.ts';
import { tlsDeep } from './tls-deep.ts';
import { tlsInspect } from './tls-inspect.ts';

const measurements = [
  startUp,
  idleMemory,
  dnsQuery,
  tlsInspect,
  tlsDeep,
  pathMtu,
  pathTrace,
  awsDump,
  healthyWalk,
  networkPolicies,
  liveQuestion,
];

const rows: Row[] = [];
// One after another: two at once would measure each other.
for (const measure of measurements) rows.push(...(await measure()));
console.log(`Node ${process.version}, medians\n\n${tableText(rows)}`);
if (rows.some(({ met }) => met === false)) process.exitCode = 1;
