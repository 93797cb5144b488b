import { Input as PolicyInput } from '../../tools/netpol-audit/input.ts';
import { Observation as PolicySeen } from '../../tools/netpol-audit/observation.ts';
import { Observation as ServiceSeen } from '../../tools/service-audit/observation.ts';
import { Stamp } from '../../core/tool.ts';
import type { WalkedLeg } from '../walk.ts';

/** What the audits of a leg read; absent where one was not asked or read nothing. */
export interface Audited {
  readonly policy?: { readonly seen: PolicySeen & Stamp; readonly input: PolicyInput };
  readonly service?: ServiceSeen;
}

const Policy = PolicySeen.extend(Stamp.shape);
const parsed = new WeakMap<WalkedLeg, Audited>();

/** Reads it out of what the tools saw. */
export function auditedIn(leg: WalkedLeg): Audited {
  const found = parsed.get(leg) ?? read(leg);
  parsed.set(leg, found);
  return found;
}

function read({ audited }: WalkedLeg): Audited {
  const seen = Policy.safeParse(audited.policy?.seen).data;
  const input = PolicyInput.safeParse(audited.policy?.asked).data;
  const service = ServiceSeen.safeParse(audited.service?.seen).data;
  return { ...(seen && input && { policy: { seen, input } }), ...(service && { service }) };
}
