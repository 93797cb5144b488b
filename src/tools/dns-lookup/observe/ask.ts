import type { DnsExchange, DnsQuery } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import type { View } from '../observation.ts';
import { answered, outcomeOf } from '../outcome.ts';

/** What a client without EDNS takes over UDP (RFC 1035 section 4.2.1). */
const PLAIN_UDP = 512;
// A first try short enough to notice silence soon; with the second the five seconds that glibc waits by default.
const FIRST_MS = 1500;
const PATIENT = { timeoutMs: 3500, tries: 2 };

/** One question to a resolver. */
export interface Question {
  readonly role: View['role'];
  readonly server: string;
  readonly name: string;
  readonly type: string;
  /** The client sends EDNS itself, so what it gets over UDP is not limited to 512 octets. */
  readonly clientHasEdns: boolean;
}

/** Asks a resolver, and asks again in the ways that tell its failures apart. */
export async function askResolver(vantage: Vantage, question: Question, signal: AbortSignal): Promise<View> {
  const { role, server, name, type } = question;
  const ask = (how: Partial<DnsQuery>): Promise<DnsExchange> =>
    vantage.resolve({ server, name, type, transport: 'auto', nsid: true, ...PATIENT, ...how }, signal);
  const exchange = await ask({ timeoutMs: FIRST_MS, tries: 1 });
  const outcome = outcomeOf(exchange);
  const view = { role, exchange };
  if (outcome.kind === 'silent' || outcome.kind === 'closed') {
    const [plain, tcp, alive] = await Promise.all([
      ask({ udpPayload: 0, nsid: false }),
      ask({ transport: 'tcp' }),
      ask({ name: '.', type: 'NS', transport: 'udp', recursionDesired: false }),
    ]);
    return { ...view, plain, tcp, alive };
  }
  // The first try over TCP was a short one.
  if (outcome.kind === 'truncated') return { ...view, tcp: await ask({ transport: 'tcp' }) };
  if (outcome.kind === 'servfail') {
    const checkingDisabled = await ask({ checkingDisabled: true, dnssecOk: true });
    const cured = ['data', 'no-data', 'nxdomain'].includes(outcomeOf(checkingDisabled).kind);
    return { ...view, checkingDisabled, ...(cured && { again: await ask({}) }) };
  }
  const refusesEdns =
    outcome.kind === 'other' && ['FORMERR', 'NOTIMP', 'BADVERS'].includes(outcome.message.rcode);
  const tooLarge =
    answered(outcome) && outcome.attempt.transport === 'udp' && outcome.message.size > PLAIN_UDP;
  if (refusesEdns || (tooLarge && !question.clientHasEdns)) {
    return { ...view, plain: await ask({ udpPayload: 0, nsid: false }) };
  }
  return view;
}
