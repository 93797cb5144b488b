import { parseIp } from '../../address/ip.ts';
import type { Directive } from '../corefile.ts';
import { type Chosen, isWithin, normalName, zonesOr } from '../zone.ts';
import type { Rule } from './rule.ts';
import { passesOn } from './template.ts';

/**
 * A `hosts [FILE [ZONE…]]` that answers for `name` by an entry of its own, or denies it: what it does not have is an error without
 * `fallthrough` (https://coredns.io/plugins/hosts/). A file cannot be seen: its entries are not known.
 */
export function hostsRule({ args, lines }: Directive, name: string, at: Chosen): Rule | undefined {
  const [file, ...zones] = args;
  if (!zonesOr(zones, at).some((zone) => isWithin(name, zone))) return undefined;
  const said = { plugin: 'hosts' as const, goesOn: false };
  const entry = lines.find(
    ([address = '', ...names]) =>
      parseIp(address) && names.some((one) => normalName(one) === normalName(name)),
  );
  if (entry) return { ...said, does: 'answers', sure: true, text: `hosts: ${entry.join(' ')}` };
  const text = ['hosts', ...args].join(' ');
  if (!passesOn(lines, name)) {
    return { ...said, does: file === undefined ? 'denies' : 'unknown', sure: file === undefined, text };
  }
  return file === undefined ? undefined : { ...said, does: 'unknown', sure: false, text };
}
