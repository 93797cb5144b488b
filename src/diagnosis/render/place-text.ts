import type { VantageIdentity } from '../../core/vantage-identity.ts';

/** From where it was looked: `payments/api-7d9f (10.1.4.7, node ip-10-0-3-12) · context prod-eu`. */
export function placeText({ name, addresses = [], node, context }: VantageIdentity): string {
  const routable = addresses.filter((address) => !/^fe[89ab]/.test(address));
  const where = [...routable.slice(0, 4), ...(node === undefined ? [] : [`node ${node}`])];
  const place = `${name}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
  return context === undefined ? place : `${place} · context ${context}`;
}

/** `2026-11-23 14:31:07 UTC`. */
export const timeText = (at: string): string => at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
