import { parseIp } from '../../../core/address/ip.ts';
import type { DnsMessage, Lookup, ResolverConfig } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';

type Answer = Omit<Lookup, 'name'>;

interface Heard {
  /** What the first name server that answers says; undefined when none does. */
  readonly message?: DnsMessage | undefined;
  readonly ms: number;
}

/**
 * What the C library would say of a name: its hosts file, then its name servers with its search list (resolv.conf(5)). For a
 * container in which nothing can ask it. musl ends the search at a name that exists without an address; glibc goes on. Its time is that of the questions, without that of exec.
 */
export async function lookupByModel(
  { resolverConfig, resolve }: Pick<Vantage, 'resolverConfig' | 'resolve'>,
  name: string,
  signal: AbortSignal,
): Promise<Answer> {
  const config = await resolverConfig(name, signal);
  const lines = config.hostsLines.filter(({ address }) => parseIp(address) !== undefined);
  if (lines.length > 0)
    return { outcome: 'found', addresses: [...new Set(lines.map(({ address }) => address))], ms: 0 };
  let sawName = false;
  let ms = 0;
  for (const candidate of candidates(name, config)) {
    const both = await Promise.all(
      ['A', 'AAAA'].map((type) => firstAnswer(resolve, config, candidate, type, signal)),
    );
    // Both are sent at once.
    ms += Math.max(...both.map((heard) => heard.ms));
    const addresses = both.flatMap(({ message }) => addressesOf(message));
    if (addresses.length > 0) return { outcome: 'found', addresses, ms };
    if (both.some(({ message }) => message === undefined))
      return { outcome: 'try-again', error: 'EAI_AGAIN', addresses: [], ms };
    if (both.some(({ message }) => message?.rcode === 'NOERROR')) {
      sawName = true;
      if (config.libc === 'musl') break;
    }
  }
  return sawName
    ? { outcome: 'no-data', error: 'EAI_NODATA', addresses: [], ms }
    : { outcome: 'not-found', error: 'EAI_NONAME', addresses: [], ms };
}

/** The names that are asked for, in order. */
function candidates(name: string, { search, ndots }: ResolverConfig): string[] {
  if (name.endsWith('.')) return [name];
  const searched = search.map((domain) => `${name}.${domain.replace(/\.$/, '')}.`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [`${name}.`, ...searched] : [...searched, `${name}.`];
}

async function firstAnswer(
  resolve: Vantage['resolve'],
  { nameservers, timeout }: ResolverConfig,
  name: string,
  type: string,
  signal: AbortSignal,
): Promise<Heard> {
  let ms = 0;
  for (const server of nameservers.slice(0, 3)) {
    const asked = {
      server,
      name,
      type,
      transport: 'auto',
      timeoutMs: timeout * 1000,
      udpPayload: 0,
    } as const;
    const { attempts } = await resolve(asked, signal);
    ms += attempts.reduce((sum, attempt) => sum + attempt.ms, 0);
    const message = attempts.at(-1)?.message;
    if (message && ['NOERROR', 'NXDOMAIN'].includes(message.rcode)) return { message, ms };
  }
  return { ms };
}

const addressesOf = (message: DnsMessage | undefined): string[] =>
  (message?.answers ?? []).flatMap(({ type, data }) =>
    (type === 'A' || type === 'AAAA') && parseIp(data) ? [data] : [],
  );
