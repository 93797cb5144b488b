/** A second, deliberately simple evaluator: one packet at a time, bit by bit, with no idea shared with the model. */

export interface NaiveRule {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly cidr?: string;
  readonly group?: string;
}
export interface NaiveEntry {
  readonly number: number;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly cidr: string;
  readonly allow: boolean;
}
export interface NaiveRoute {
  readonly cidr: string;
  readonly blackhole: boolean;
}

const bitsOf = (address: string): string =>
  address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');

const lengthOf = (cidr: string): number => Number(cidr.split('/')[1]);
const holds = (cidr: string, address: string): boolean =>
  bitsOf(address).startsWith(bitsOf(cidr.split('/')[0] ?? '').slice(0, lengthOf(cidr)));

export const groupsAllow = (
  rules: readonly NaiveRule[],
  port: number,
  address: string,
  groups: readonly string[],
): boolean => {
  for (const rule of rules) {
    if (rule.protocol !== '-1' && rule.protocol !== 'tcp') continue;
    if (rule.protocol === 'tcp' && (port < rule.from || port > rule.to)) continue;
    if (rule.cidr !== undefined && holds(rule.cidr, address)) return true;
    if (rule.group !== undefined && groups.includes(rule.group)) return true;
  }
  return false;
};

export const aclAllows = (entries: readonly NaiveEntry[], port: number, address: string): boolean => {
  let first: NaiveEntry | undefined;
  for (const entry of entries) {
    if (entry.protocol !== '-1' && entry.protocol !== '6') continue;
    if (entry.protocol === '6' && (port < entry.from || port > entry.to)) continue;
    if (!holds(entry.cidr, address)) continue;
    if (!first || entry.number < first.number) first = entry;
  }
  return first?.allow ?? false;
};

export const routed = (routes: readonly NaiveRoute[], address: string): 'way' | 'blackhole' | 'none' => {
  for (let length = 32; length >= 0; length--) {
    for (const route of routes) {
      if (lengthOf(route.cidr) === length && holds(route.cidr, address))
        return route.blackhole ? 'blackhole' : 'way';
    }
  }
  return 'none';
};
