import type { Directive } from '../corefile.ts';
import { normalName } from '../zone.ts';
import { matchesRegex } from './matches.ts';
import { isOpen, type Rule } from './rule.ts';

const FIELDS = ['name', 'type', 'class', 'edns0', 'ttl', 'cname', 'rcode', 'answer', 'unset'];
const MATCHES = ['exact', 'prefix', 'suffix', 'substring', 'regex'];

/**
 * A `rewrite` of names that touches `name`: `rewrite [continue|stop] name [exact|prefix|suffix|substring|regex] FROM TO`, in a line or in a
 * block; without a field it is `name exact` (https://coredns.io/plugins/rewrite/).
 */
export function rewriteRule({ args, lines }: Directive, name: string): Rule | undefined {
  const [mode = ''] = args;
  const isMode = mode === 'continue' || mode === 'stop';
  const words = isMode ? args.slice(1) : args;
  const rule = words.length > 0 ? words : (lines.find(([field]) => field === 'name') ?? []);
  const [field = ''] = rule;
  const rest = FIELDS.includes(field) ? rule.slice(1) : rule;
  if (FIELDS.includes(field) && field !== 'name') return undefined;
  const [kind = ''] = rest;
  const by = MATCHES.includes(kind) && rest.length > 2 ? kind : 'exact';
  const [from, to] = by === kind ? rest.slice(1) : rest;
  if (from === undefined || to === undefined) return undefined;
  const matched = matches(by, from, normalName(name));
  if (matched === false) return undefined;
  return {
    plugin: 'rewrite',
    does: 'renames',
    sure: matched === true,
    goesOn: mode === 'continue',
    text: ['rewrite', ...(isMode ? [mode] : []), ...rule].join(' '),
  };
}

function matches(by: string, from: string, name: string): boolean | undefined {
  if (by === 'regex') return matchesRegex(from, name);
  if (isOpen(from)) return undefined;
  const part = from.toLowerCase();
  switch (by) {
    case 'prefix':
      return name.startsWith(part);
    case 'suffix':
      return name.endsWith(normalName(part));
    case 'substring':
      return name.includes(part);
    default:
      return name === normalName(from);
  }
}
