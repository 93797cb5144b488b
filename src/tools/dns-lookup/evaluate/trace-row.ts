import { pass } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { sameName } from '../domain-name.ts';
import { isUsable, standingOf } from '../trace/standing.ts';
import { type Case } from './case.ts';
import type { Judged } from './judged.ts';
import { judgeLameDelegation, serverText } from './lame.ts';
import { listed, zoneText } from './wording.ts';

/** The row of the trace: what it ended in. A trace that could not be made is a side view that is missing: a note. */
export function judgeTrace(at: Case): Judged {
  const { seen, input, main } = at;
  const { trace } = seen;
  if (!trace)
    return {
      checks: [],
      notes: input.trace === true ? ['A cluster name has no authorities to trace from the root.'] : [],
    };
  const lame = judgeLameDelegation(at);
  const last = trace.walks.at(-1);
  const cut = last?.cuts.at(-1);
  if (!last || !cut) return { checks: lame, notes: [] };
  const zone = nameInSentence(cut.zone);
  if (last.end === 'dead' || last.end === 'too-deep' || last.end === 'too-many') {
    return {
      checks: lame,
      notes: [
        cut.zone === '.' ? rootNote(at) : `The trace ended at ${zone}: no server of it gave a usable reply.`,
      ],
    };
  }
  if (lame.length > 0) return { checks: lame, notes: [] };
  const path = trace.walks.flatMap(({ cuts }) => cuts.map((one) => zoneText(one.zone)));
  const summary = `The authority of ${zone} says: ${END[last.end]}`;
  const serving = cut.servers.filter(({ exchanges }) =>
    exchanges.slice(0, 1).some((one) => isUsable(standingOf(one, cut.zone))),
  );
  const others = cut.servers.filter((server) => !serving.includes(server));
  const evidence = [
    `zones: ${path.join(' ')}`,
    `answered with authority: ${listed(serving.map(serverText))}`,
    ...(others.length > 0 ? [`not reached from here: ${listed(others.map(serverText))}`] : []),
  ];
  return {
    checks: [
      pass('dns', {
        test: `trace ${nameInSentence(main.story.effectiveName)} from the root`,
        summary,
        evidence,
      }),
    ],
    notes: [],
  };
}

const END = {
  answer: 'it has the record',
  alias: 'it is an alias',
  nxdomain: 'no such name',
  'no-data': 'no record of this type',
};

/** Why nothing was learned at the root: silence, or replies that no root server gives. */
function rootNote({ seen }: Case): string {
  const cut = seen.trace?.walks.at(-1)?.cuts.find(({ zone }) => sameName(zone, '.'));
  const intercepted = cut?.servers.some(({ exchanges }) => {
    const [first] = exchanges;
    return first !== undefined && standingOf(first, '.').kind === 'not-authoritative';
  });
  return intercepted === true
    ? 'The trace ended at the root: the replies are not those of root servers. Something on the path answers in their place, or they are the wrong servers.'
    : 'The trace could not start: no root server answered. DNS to the outside may be closed here; in a closed network give root_servers.';
}
