import type { Check } from '../../../../core/check.ts';
import { rulesTouching } from '../../../../core/corefile/touching.ts';
import type { Rule } from '../../../../core/corefile/rules/rule.ts';
import { nameInSentence, quote } from '../../../../core/untrusted.ts';
import { dataOf, answered } from '../../../../tools/dns-lookup/outcome.ts';
import { type Case, dnsService, fail, warn } from './case.ts';
import { meantName, storyOf } from './names.ts';

const DENIED = ['dns.nxdomain', 'dns.no-data'];

/**
 * Whether a rule makes a name fail in the way that it does: a new name is denied as any name is; a template answers as it says; what `hosts`
 * does not have it answers with SERVFAIL.
 */
function takesAway({ plugin, does }: Rule, code: string): boolean {
  if (does === 'renames') return DENIED.includes(code) || code === 'dns.cname-dangling';
  if (does !== 'denies') return false;
  return plugin === 'hosts'
    ? code === 'dns.servfail'
    : [...DENIED, 'dns.servfail', 'dns.refused'].includes(code);
}

/** The rules of the Corefile that match the name for sure. */
export function touching(about: Case): Rule[] {
  const { parsed } = about.seen.corefile ?? {};
  return parsed ? rulesTouching(parsed, meantName(about)).filter(({ sure }) => sure) : [];
}

/** The name fails, it should not, and a rule takes it away. Undefined where no rule does, or nothing says that it should resolve. */
export function brokenByRule(about: Case): Check | undefined {
  const { row, named, service } = about;
  if (!row || (named && !service?.service?.object)) return undefined;
  const rules = touching(about).filter((rule) => takesAway(rule, row.code ?? ''));
  const [rule] = rules;
  if (!rule) return undefined;
  const why = named
    ? `the Service ${named.namespace}/${named.name} exists, and its name does not resolve`
    : 'the name does not resolve';
  return fail('dns.corefile-rewrite', {
    ...saidOf(about, rules),
    summary: `A ${rule.plugin} rule of the Corefile matches ${nameInSentence(meantName(about))}: ${why}`,
  });
}

/** The name resolves, to none of the Service's addresses, and a rule leads it there. */
export function ledElsewhere(about: Case): Check | undefined {
  const { named } = about;
  const own = clusterAddresses(about);
  const led = answeredAddresses(about);
  if (!named || own.length === 0 || led.length === 0 || led.some((one) => own.includes(one)))
    return undefined;
  const rules = touching(about).filter(({ does }) => does === 'renames' || does === 'answers');
  const [rule] = rules;
  if (!rule) return undefined;
  return warn('dns.corefile-rewrite', {
    ...saidOf(about, rules),
    summary: `A ${rule.plugin} rule of the Corefile leads ${nameInSentence(meantName(about))} to ${led.join(', ')}; Service ${named.namespace}/${named.name} has ${own.join(', ')}`,
  });
}

/** The virtual addresses of the Service that is named; none for a headless one, whose pods come and go. */
export const clusterAddresses = ({ service }: Pick<Case, 'service'>): string[] =>
  (service?.service?.object?.spec.clusterIPs ?? []).filter((address) => address !== 'None');

/** The addresses that name servers gave the source, without those of its hosts file. */
export function answeredAddresses(about: Pick<Case, 'host' | 'lookup'>): string[] {
  const answers = storyOf(about)?.winner?.answers ?? [];
  return answers.flatMap(({ type, outcome }) =>
    answered(outcome) ? dataOf({ message: outcome.message, type }).map(({ data }) => data) : [],
  );
}

function saidOf({ seen }: Case, rules: readonly Rule[]) {
  const [namespace = 'kube-system'] = dnsService(seen).split('/');
  const name = seen.corefile?.name ?? 'coredns';
  return {
    test: `kubectl -n ${namespace} get configmap ${name} -o yaml`,
    untrusted: rules.map(({ text }) => quote('rule of the Corefile', text)),
    fix: {
      summary:
        'Correct or remove the rule (quoted) in the Corefile; CoreDNS takes a change over by itself where it runs with the plugin reload.',
      command: `kubectl -n ${namespace} edit configmap ${name}`,
    },
  };
}
