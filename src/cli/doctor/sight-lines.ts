import { styleText } from 'node:util';
import { visible } from '../../core/untrusted.ts';
import { cloudLine } from './cloud.ts';
import { clusterLine } from './cluster.ts';
import type { Line } from './line.ts';
import type { Sight } from './sight.ts';
import { networkLines } from './network.ts';
import { programLines } from './programs.ts';
import { rightsLines } from './rights.ts';

// What the environment and resolver files say is foreign text.
const LONGEST = 600;
const MARK = { yes: 'ok', no: '--', note: '  ' } as const;
const COLOUR = { yes: 'green', no: 'yellow', note: 'dim' } as const;

/** What can be seen from here, a line each, for people. */
export function sightLines(sight: Sight, color: boolean): string[] {
  const lines = [
    ...about(sight),
    ...networkLines(sight),
    ...rightsLines(sight.machine),
    ...programLines(sight.machine),
    clusterLine(sight.cluster),
    cloudLine(sight.cloud),
  ];
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ mark, name, says }) => {
    const shown = color ? styleText(COLOUR[mark], MARK[mark], { validateStream: false }) : MARK[mark];
    return `${shown}  ${name.padEnd(width)}  ${visible(says, LONGEST)}`.trimEnd();
  });
}

function about({ layerwalk, machine }: Sight): Line[] {
  return [
    { mark: 'yes', name: 'layerwalk', says: layerwalk },
    { mark: 'yes', name: 'node', says: `${machine.node} (${machine.nodePath})` },
    machine.system.startsWith('Linux')
      ? { mark: 'yes', name: 'system', says: machine.system }
      : {
          mark: 'no',
          name: 'system',
          says: `${machine.system}: evidence that only Linux gives is left out, and said so`,
        },
  ];
}
