import { type Check, pass, unknown } from '../../../core/check.ts';
import { serviceName } from '../../../core/target/service-name.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Answer, Step } from '../client-story.ts';
import { sameName } from '../domain-name.ts';
import { answered, outcomeOf, soaOf } from '../outcome.ts';
import { type Case, fail, inCluster, type Wish } from './case.ts';
import type { Said } from './said.ts';
import { claimFor } from './failure-claim.ts';
import { negativeStale } from './stale.ts';
import { authorityOn } from './authority.ts';
import { chainOf, isCircular } from './wording.ts';

/** The judgement on NXDOMAIN and NODATA. */
export function judgeAbsence(at: Case, wish: Wish, failing: Step, said: Said): Check {
  const name = nameInSentence(at.input.name);
  const telling = failing.answers.find(({ outcome }) => outcome.kind === failing.kind) ?? failing.answers[0];
  const old = telling && negativeStale(at, telling);
  if (old !== undefined) {
    return fail('dns.stale', {
      ...said,
      summary: `The resolver still denies ${nameInSentence(failing.name)} from its cache; the authority has it`,
      evidence: [old, ...said.evidence],
    });
  }
  if (!telling || !isVouchedFor(at, telling)) {
    return unknown('dns', {
      ...said,
      summary: `The resolver denies ${name} without the SOA of the zone that denies it, and nothing else confirms it`,
      fix: 'Ask with trace: true, so that the authority decides.',
    });
  }
  if (mayBeService(at, failing)) {
    return unknown('dns', {
      ...said,
      summary: `${name} does not exist in the DNS that this machine sees; nothing above it does, so it may be a Kubernetes Service`,
      fix: 'For a Service give the source, e.g. from: namespace/pod. For a name of this machine give from: local.',
    });
  }
  return failing.kind === 'nxdomain'
    ? nonexistent(at, wish, failing, telling, said)
    : withoutData(at, wish, failing, telling, said);
}

function nonexistent(at: Case, wish: Wish, failing: Step, { outcome, view }: Answer, said: Said): Check {
  const claim = claimFor(at, wish);
  const chain = answered(outcome) ? chainOf(outcome.message) : undefined;
  if (chain !== undefined) {
    return claim('dns.cname-dangling', {
      ...said,
      summary: `The alias leads to a name that does not exist: ${chain}`,
    });
  }
  const tried = wish.story.steps.filter((step) => step.asked);
  const what =
    tried.length > 1
      ? `none of the ${tried.length} names tried exists`
      : `${nameInSentence(failing.name)} does not exist`;
  const above = at.seen.ancestors.find((exchange) => ['data', 'no-data'].includes(outcomeOf(exchange).kind));
  const exists = above ? `; ${nameInSentence(above.name)} does` : '';
  const similar = wish.story.steps.find((step) => !step.asked && step.kind === 'data');
  return claim('dns.nxdomain', {
    ...said,
    summary: `${what}, says @${view.exchange.server}${exists}`,
    ...(similar && { fix: `${nameInSentence(similar.name)} exists: use that name.` }),
  });
}

// Clients do without these, or the name of a host has them only by chance.
const OPTIONAL = new Set(['HTTPS', 'SVCB', 'CAA', 'TLSA', 'DS', 'DNSKEY', 'CNAME', 'NS', 'SOA']);

function withoutData(at: Case, wish: Wish, failing: Step, { outcome }: Answer, said: Said): Check {
  const [type = ''] = wish.types;
  const name = nameInSentence(failing.name);
  if (OPTIONAL.has(type)) {
    return pass('dns', { ...said, summary: `${name} has no ${type} record, which a host can do without` });
  }
  const types = wish.types.join(' nor ');
  const chain = answered(outcome) ? chainOf(outcome.message) : undefined;
  const circle = answered(outcome) && isCircular(outcome.message);
  const summary = circle
    ? `The aliases of ${name} lead in a circle: ${chain ?? ''}`
    : `${name} exists and has no ${types} record`;
  return claimFor(at, wish)('dns.no-data', {
    ...said,
    summary,
    ...(circle && { fix: 'Correct the CNAME records: one of them must lead to a name with an address.' }),
  });
}

/** The denial carries its SOA, or getaddrinfo or the authority says the same. */
function isVouchedFor({ seen }: Case, { type, outcome, view }: Answer): boolean {
  if (answered(outcome) && soaOf(outcome.message)) return true;
  if (seen.libc?.outcome === 'not-found' || seen.libc?.outcome === 'no-data') return true;
  const authority = authorityOn(seen.trace, view.exchange.name, type)?.kind;
  return authority === 'nxdomain' || authority === 'no-data';
}

/** Two labels, no top-level domain of that name, and nobody said that this machine is the source. */
function mayBeService({ seen, input }: Case, failing: Step): boolean {
  if (
    input.from !== undefined ||
    inCluster(seen) ||
    seen.vantage.kind === 'pod' ||
    failing.kind !== 'nxdomain'
  )
    return false;
  if (serviceName(input.name)?.certainty !== 'possible') return false;
  const top = `${input.name.replace(/\.$/, '').split('.').at(-1)}.`;
  const seenTop = seen.ancestors.find((exchange) => sameName(exchange.name, top));
  return seenTop !== undefined && outcomeOf(seenTop).kind === 'nxdomain';
}
