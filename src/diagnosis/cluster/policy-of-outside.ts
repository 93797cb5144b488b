import { isPrivate } from '../../core/address/policy.ts';
import type { Check } from '../../core/check.ts';
import { parseSource } from '../../core/target/source.ts';
import { worst } from '../../core/status.ts';
import type { Context } from '../../core/tool.ts';
import { Observation as DnsSeen } from '../../tools/dns-lookup/observation.ts';
import { netpolAudit } from '../../tools/netpol-audit/tool.ts';
import { accountAddresses } from '../cloud/account-addresses.ts';
import { deniesNames } from '../causes.ts';
import { observed } from '../observed.ts';
import type { Question } from '../question.ts';
import { type Looked, probe } from '../probe.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import type { ClusterDns } from './dns/observation.ts';

type Asked = ReturnType<typeof netpolAudit.input.parse>;

/** Addresses that are judged, of a name that has more. */
const MOST_ADDRESSES = 4;

/**
 * Whether policies let a pod reach a name that is outside its cluster: each address that the name led to; where it led nowhere, or could not be
 * asked for, the cluster's DNS itself. Undefined where the source is no pod, or policies were judged for the target already.
 */
export async function policyOfOutside(
  context: Context,
  { source, destination, kubeContext }: Question,
  place: Place,
  leg: WalkedLeg,
  clusterDns: ClusterDns | undefined,
): Promise<Looked<unknown> | undefined> {
  const kind = source === undefined ? 'local' : parseSource(source).kind;
  if (source === undefined || (kind !== 'pod' && kind !== 'workload') || leg.audited.policy) return undefined;
  if (!destination || destination.cluster.source === 'none' || destination.service) return undefined;
  const servers = (place.blind ? undefined : place.nameservers) ?? [];
  const question = {
    source: source.replace(/@.*$/, ''),
    ...(servers.length === 1 && { nameserver: servers[0] }),
    ...(kubeContext !== undefined && { context: kubeContext }),
  };
  const addresses = addressesOf(leg).slice(0, MOST_ADDRESSES);
  if (addresses.length > 0) {
    const asked = addresses.map((address) => ({ ...question, destination: address, port: leg.end.port }));
    return ofAddresses(context, asked);
  }
  const [service] = clusterDns?.services.objects ?? [];
  if (!service) return undefined;
  const { namespace, name } = service.metadata;
  const dns = { ...question, destination: `${namespace}/svc/${name}`, port: 53, protocol: 'UDP' as const };
  return onlyNames(await probe(netpolAudit, dns).ask(context));
}

/** The addresses that were dialled, else those that the name gave, else those of the account's records. */
function addressesOf(leg: WalkedLeg): readonly string[] {
  const dialled = observed(leg).addresses;
  if (dialled.length > 0) return dialled;
  const named = DnsSeen.safeParse(leg.looked.dns?.seen).data?.libc?.addresses ?? [];
  return named.length > 0 ? named : accountAddresses(leg.audited.firewall);
}

/** What is read for one address from outside holds for all of them; a private one may be a pod's, and is read by itself. */
async function ofAddresses(
  context: Context,
  asked: readonly (Partial<Asked> & { readonly destination: string })[],
): Promise<Looked<unknown> | undefined> {
  const [first, ...others] = asked;
  if (!first) return undefined;
  const looked = await probe(netpolAudit, first).ask(context);
  const { seen } = looked;
  if (!seen) return looked;
  const more = await Promise.all(
    others.map(async (one) =>
      isPrivate(one.destination)
        ? (await probe(netpolAudit, one).ask(context)).finding
        : netpolAudit.judge(seen, netpolAudit.input.parse(one)),
    ),
  );
  const findings = [looked.finding, ...more];
  const open = findings.some(({ status }) => status !== 'fail');
  // A client tries one address after the other: only when all are denied no path remains.
  const checks = findings.flatMap((finding) =>
    finding.checks.map((check): Check =>
      open && check.status === 'fail' ? { ...check, status: 'warn' } : check,
    ),
  );
  const distinct = [...new Map(checks.map((check) => [`${check.status} ${check.summary}`, check])).values()];
  const status = worst(distinct.map((check) => check.status));
  return { ...looked, finding: { ...looked.finding, checks: distinct, status } };
}

/** The question of whether names may be asked for: one denial, under the code that says so. */
function onlyNames(looked: Looked<unknown>): Looked<unknown> {
  const { finding } = looked;
  const denied = finding.checks.filter(deniesNames);
  if (denied.length === 0) return looked;
  return {
    ...looked,
    finding: { ...finding, checks: denied, status: worst(denied.map(({ status }) => status)) },
  };
}
