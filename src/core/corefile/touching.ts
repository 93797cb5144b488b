import type { Corefile, Directive } from './corefile.ts';
import { hostsRule } from './rules/hosts.ts';
import { rewriteRule } from './rules/rewrite.ts';
import type { Rule } from './rules/rule.ts';
import { templateRule } from './rules/template.ts';
import { blockFor, type Chosen, isWithin, zonesOr } from './zone.ts';

/**
 * What of a Corefile decides otherwise than its zones would what becomes of a name: in the order of CoreDNS's plugins (its
 * plugin.cfg), which is not that of the file: rewrite, template, hosts. The first rewrite that matches ends the search.
 */
export function rulesTouching(corefile: Corefile, name: string): Rule[] {
  const chosen = blockFor(corefile, name);
  if (!chosen) return [];
  const of = (plugin: string, read: (directive: Directive, at: Chosen) => Rule | undefined): Rule[] =>
    chosen.block.directives.flatMap((one) => (one.name === plugin ? (read(one, chosen) ?? []) : []));
  const rewrites = of('rewrite', (directive) => rewriteRule(directive, name));
  const first = rewrites.findIndex(({ sure, goesOn }) => sure && !goesOn);
  return [
    ...(first === -1 ? rewrites : rewrites.slice(0, first + 1)),
    ...of('template', (directive, at) => templateRule(directive, name, at)),
    ...of('hosts', (directive, at) => hostsRule(directive, name, at)),
  ];
}

/** Where a name is forwarded to: foreign text, as written. */
export function forwardersOf(corefile: Corefile, name: string): readonly string[] {
  const { block } = blockFor(corefile, name) ?? {};
  const forward = block?.directives.find((one) => {
    const [from = '.'] = one.args;
    const spared = one.lines.flatMap(([word, ...zones]) => (word === 'except' ? zones : []));
    return one.name === 'forward' && isWithin(name, from) && !spared.some((zone) => isWithin(name, zone));
  });
  return forward?.args.slice(1) ?? [];
}

/** The zones that the cluster's own names are under, for the server that answers for `name`; `undefined` where none is. */
export function clusterZones(corefile: Corefile, name: string): string[] | undefined {
  const chosen = blockFor(corefile, name);
  const own = chosen?.block.directives.find((one) => one.name === 'kubernetes');
  return chosen && own ? zonesOr(own.args, chosen) : undefined;
}
