import { type Check, unknown } from '../../core/check.ts';
import type { Judgement } from '../../core/finding.ts';
import { readFix } from '../../core/kubernetes/read-fix.ts';
import type { Stamp } from '../../core/tool.ts';
import { quote } from '../../core/untrusted.ts';
import { parseEntrance } from './entrance/entrance-ref.ts';
import { routed } from './entrance/routed.ts';
import { backendFails } from './evaluate/backend-leg.ts';
import { kubectl } from './evaluate/case.ts';
import { judgeEntrance } from './evaluate/entrance.ts';
import { judgeService } from './evaluate/judge-service.ts';
import { missing } from './evaluate/missing.ts';
import { notes } from './evaluate/notes.ts';
import { misnamedPorts } from './evaluate/port-name.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';
import type { ServiceRef } from './service-ref.ts';

/** Judges the entrance, where one was asked about, then the Service and what is behind it. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  return {
    checks: checksOf(seen, input),
    notes: [...notes(seen), ...misnamedPorts(seen)],
    connectionsMade: 0,
  };
}

function checksOf(seen: Observation, input: Input): Check[] {
  const ref = parseEntrance(input.service);
  if (!seen.entrance) return ofService(seen, input, ref);
  const way = routed(seen.entrance, input);
  const gate = judgeEntrance(seen, input, ref);
  // What an entrance does not take, or may not take, its backend is not to blame for.
  if (!way?.to || gate.some(({ status }) => status === 'fail')) return gate;
  const { port } = way.to;
  const named = typeof port === 'string' ? port : undefined;
  const number =
    named === undefined ? port : seen.service?.object?.spec.ports.find((one) => one.name === named)?.port;
  // Behind an entrance the caller is its controller.
  const { port: _asked, source: _caller, ...rest } = input;
  const asked = typeof number === 'number' ? { ...rest, port: number } : rest;
  const behind = ofService(seen, asked, way.to, named);
  const blamed = way.uncertain
    ? []
    : backendFails(`${ref.kind} ${ref.namespace}/${ref.name}`, way.to, behind);
  return [...gate, ...blamed, ...behind];
}

function ofService(seen: Observation, input: Input, ref: ServiceRef, named?: string): Check[] {
  const { object, failure } = seen.service ?? {};
  if (object) return judgeService(seen, input, object, named);
  if (seen.absent) return [missing(seen, input, ref, seen.absent)];
  return [
    unknown('service', {
      test: `${kubectl(input, ref.namespace)} get service ${ref.name}`,
      summary: `The Service could not be read: ${failure?.message ?? 'there was no answer'}`,
      untrusted: failure?.said === undefined ? [] : [quote('API server', failure.said)],
      fix: readFix(failure ?? { reason: 'unreadable' }),
    }),
  ];
}
