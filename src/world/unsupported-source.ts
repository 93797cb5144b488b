import { CannotObserve } from '../core/cannot-observe.ts';
import type { Fix } from '../core/fix.ts';
import { formatSource, type Source } from '../core/target/source.ts';

/** Why nothing can be sent from a source other than this machine, and what would let us look from there. */
export function cannotSendFrom(source: Exclude<Source, { kind: 'local' }>): CannotObserve {
  return new CannotObserve(
    'unsupported',
    `Nothing can be sent from ${formatSource(source)}: this version probes only from the machine it runs on.`,
    runItThere(source),
  );
}

const ASK = 'npx -y layerwalk diagnose TARGET';

function runItThere(source: Exclude<Source, { kind: 'local' }>): Fix {
  switch (source.kind) {
    case 'pod': {
      const target = source.container === undefined ? '' : ` --target=${source.container}`;
      return {
        summary: 'Run Layerwalk in a debug container beside the pod: it shares the pod’s network.',
        command: `kubectl -n ${source.namespace} debug -it ${source.name} --image=node:24${target} -- ${ASK}`,
      };
    }
    case 'workload':
      return {
        summary: `Choose one of the pods of ${formatSource(source)} and run Layerwalk in a debug container beside it.`,
        command: `kubectl -n ${source.namespace} get pods -o wide`,
      };
    case 'node':
      return {
        summary: 'Run Layerwalk in a debug pod on that node: it shares the node’s network.',
        command: `kubectl debug node/${source.name} -it --image=node:24 -- ${ASK}`,
      };
    case 'aws':
      if (source.resource === 'instance') {
        return {
          summary: `Run "${ASK}" on that instance.`,
          command: `aws ssm start-session --target ${source.id}`,
        };
      }
      return { summary: `Run "${ASK}" on an instance that sends by ${source.id}.` };
    case 'address':
      return {
        summary: `Run "${ASK}" on the machine that has this address; for an address of this machine leave the source out.`,
      };
  }
}
