import type { Directive } from '../corefile.ts';
import { type Chosen, isWithin, zonesOr } from '../zone.ts';
import { matchesRegex } from './matches.ts';
import type { Rule } from './rule.ts';

/** Types of which a client that wants to connect needs an answer. */
const ADDRESSES = ['ANY', 'A'];

/**
 * A `template CLASS TYPE [ZONE…]` that takes questions for addresses of `name`: by its zone, and by its regular expressions where it has
 * some; what is in its zone and matches none is an error without `fallthrough` (https://coredns.io/plugins/template/).
 */
export function templateRule({ args, lines }: Directive, name: string, at: Chosen): Rule | undefined {
  const [kind = 'IN', type = 'ANY', ...zones] = args;
  if (!['IN', 'ANY'].includes(kind.toUpperCase()) || !ADDRESSES.includes(type.toUpperCase()))
    return undefined;
  if (!zonesOr(zones, at).some((zone) => isWithin(name, zone))) return undefined;
  const of = (word: string): string[] => lines.flatMap(([first, ...rest]) => (first === word ? rest : []));
  const patterns = of('match');
  const matched = patterns.map((pattern) => matchesRegex(pattern, name.toLowerCase()));
  const sure = patterns.length === 0 || matched.includes(true);
  const open = matched.includes(undefined);
  const said = { plugin: 'template' as const, goesOn: false, text: ['template', ...args].join(' ') };
  if (sure || open) {
    const refuses = of('rcode').some((code) => code.toUpperCase() !== 'NOERROR');
    const answers = of('answer').length > 0;
    return { ...said, sure, does: refuses || !answers ? 'denies' : 'answers' };
  }
  return passesOn(lines, name) ? undefined : { ...said, sure: true, does: 'denies' };
}

/** Whether `fallthrough [ZONE…]` hands a name on to the plugins behind. */
export function passesOn(lines: Directive['lines'], name: string): boolean {
  const [, ...zones] = lines.find(([word]) => word === 'fallthrough') ?? ['', 'never.invalid.'];
  return zones.length === 0 || zones.some((zone) => isWithin(name, zone));
}
