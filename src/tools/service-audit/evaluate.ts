import { type Check, unknown } from '../../core/check.ts';
import type { Judgement } from '../../core/finding.ts';
import { readFix } from '../../core/kubernetes/read-fix.ts';
import type { Stamp } from '../../core/tool.ts';
import { quote } from '../../core/untrusted.ts';
import { kubectl } from './evaluate/case.ts';
import { judgeService } from './evaluate/judge-service.ts';
import { missing } from './evaluate/missing.ts';
import { notes } from './evaluate/notes.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';
import { parseServiceRef } from './service-ref.ts';

/** Judges the Service, then what is behind it. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  return { checks: checksOf(seen, input), notes: notes(seen), connectionsMade: 0 };
}

function checksOf(seen: Observation, input: Input): Check[] {
  const ref = parseServiceRef(input.service);
  const { object, failure } = seen.service;
  if (object) return judgeService(seen, input, object);
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
