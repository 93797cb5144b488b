import type { Corefile, ServerBlock } from './corefile.ts';

/** A name as CoreDNS compares it: lower case, with its trailing dot. */
export const normalName = (name: string): string => {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower : `${lower}.`;
};

/** Whether a name is the zone or below it. */
export function isWithin(name: string, zone: string): boolean {
  const [inner, outer] = [normalName(name), normalName(zone)];
  return outer === '.' || inner === outer || inner.endsWith(`.${outer}`);
}

/** A key of a server block, `[SCHEME://]ZONE[:PORT]`; the port of plain DNS is 53. Undefined for another transport. */
export function zoneOfKey(key: string): { zone: string; port: number } | undefined {
  const [, scheme = 'dns', rest = ''] = /^(?:([a-z0-9+]+):\/\/)?(.*)$/i.exec(key) ?? [];
  if (scheme.toLowerCase() !== 'dns') return undefined;
  const [, zone = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(rest) ?? [];
  return { zone: normalName(zone === '' ? '.' : zone), port: port === undefined ? 53 : Number(port) };
}

/** A server block with the zone of it that holds a name. */
export interface Chosen {
  readonly block: ServerBlock;
  readonly zone: string;
}

/** The server block that answers for a name: of all that listen for plain DNS, that of the longest zone; port 53 before others. */
export function blockFor({ blocks }: Corefile, name: string): Chosen | undefined {
  const held = blocks.flatMap((block) =>
    block.keys.flatMap((key) => {
      const read = zoneOfKey(key);
      return read && isWithin(name, read.zone) ? [{ block, ...read }] : [];
    }),
  );
  return held.toSorted(
    (a, b) => Number(b.port === 53) - Number(a.port === 53) || b.zone.length - a.zone.length,
  )[0];
}

/** The zones that a plugin names; without any those of its server, of which one holds the name. */
export const zonesOr = (named: readonly string[], { zone }: Chosen): string[] =>
  named.length > 0 ? named.map(normalName) : [zone];
