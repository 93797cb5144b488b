import type { DnsExchange, DnsMessage, DnsRecord } from '../../../core/world/dns.ts';
import { sameName } from '../domain-name.ts';
import type { Trace } from '../observation.ts';
import { dataOf, outcomeOf, soaOf } from '../outcome.ts';
import { standingOf } from '../trace/standing.ts';

/** What the authoritative servers at the end of a trace say of one type. */
export interface Authority {
  readonly zone: string;
  /** All that answer with authority say the same. */
  readonly agreed: boolean;
  readonly kind: 'answer' | 'nxdomain' | 'no-data';
  readonly records: readonly DnsRecord[];
  /** The SOA of the zone as its servers give it. */
  readonly soa?: DnsRecord;
}

interface Final {
  readonly kind: Authority['kind'];
  readonly message: DnsMessage;
}

/** The authorities' word on `name` and `type`; undefined without a trace of that name that reached them. */
export function authorityOn(trace: Trace | undefined, name: string, type: string): Authority | undefined {
  const [first] = trace?.walks ?? [];
  const last = trace?.walks.at(-1);
  const cut = last?.cuts.at(-1);
  if (!first || !last || !cut || !sameName(first.name, name)) return undefined;
  const replies = cut.servers.flatMap(
    ({ exchanges }) => final(find(exchanges, last.name, type), cut.zone) ?? [],
  );
  const [one] = replies;
  if (!one) return undefined;
  const said = replies.map(({ kind, message }) => `${kind} ${dataText(dataOf({ message, type }))}`);
  const soa = cut.servers
    .map(({ exchanges }) => find(exchanges, cut.zone, 'SOA'))
    .flatMap((exchange) => soaIn(exchange))
    .find((record) => sameName(record.name, cut.zone));
  return {
    zone: cut.zone,
    agreed: new Set(said).size === 1,
    kind: one.kind,
    records: dataOf({ message: one.message, type }),
    ...(soa && { soa }),
  };
}

const find = (exchanges: readonly DnsExchange[], name: string, type: string): DnsExchange | undefined =>
  exchanges.find((exchange) => exchange.type === type && sameName(exchange.name, name));

function final(exchange: DnsExchange | undefined, zone: string): Final | undefined {
  const standing = exchange && standingOf(exchange, zone);
  switch (standing?.kind) {
    case 'answer':
    case 'nxdomain':
    case 'no-data':
      return { kind: standing.kind, message: standing.message };
    default:
      return undefined;
  }
}

function soaIn(exchange: DnsExchange | undefined): DnsRecord[] {
  const outcome = exchange && outcomeOf(exchange);
  if (!outcome || !('message' in outcome)) return [];
  const negative = soaOf(outcome.message);
  return [...dataOf({ message: outcome.message, type: 'SOA' }), ...(negative ? [negative] : [])];
}

const dataText = (records: readonly DnsRecord[]): string =>
  records.map(({ data }) => data.toLowerCase()).toSorted().join(' '); // prettier-ignore
