import type { DnsExchange } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';

/** A server to ask; without an address it can only be named. */
export interface Server {
  readonly name: string;
  readonly address: string | null;
}

const PATIENCE = { timeoutMs: 2000, tries: 2 };
const MOST_QUESTIONS = 300;

/** Asks authorities within one budget, and remembers the servers of every zone it was referred to. */
export class Walker {
  readonly vantage: Vantage;
  readonly signal: AbortSignal;
  readonly useIpv6: boolean;
  readonly zones: Map<string, readonly Server[]>;
  #left = MOST_QUESTIONS;

  constructor(vantage: Vantage, signal: AbortSignal, roots: readonly Server[], useIpv6: boolean) {
    this.vantage = vantage;
    this.signal = signal;
    this.useIpv6 = useIpv6;
    this.zones = new Map([['.', roots]]);
  }

  get exhausted(): boolean {
    return this.#left <= 0;
  }

  /** One question without recursion; undefined when the budget is spent. */
  async ask(server: string, name: string, type: string): Promise<DnsExchange | undefined> {
    if (this.#left <= 0) return undefined;
    this.#left -= 1;
    const question = { server, name, type, transport: 'auto', recursionDesired: false, nsid: true } as const;
    return this.vantage.resolve({ ...question, ...PATIENCE }, this.signal);
  }
}
