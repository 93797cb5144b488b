import { CannotObserve } from '../core/cannot-observe.ts';
import type { Fix } from '../core/fix.ts';
import type { CloudResource } from '../core/target/cloud-resource.ts';
import { type ClusterObject, formatClusterObject } from '../core/target/cluster-object.ts';
import { formatSource, type Source } from '../core/target/source.ts';

/** Why nothing is sent from a source other than this machine, and what would let us look from there. */
export function cannotSendFrom(
  source: Exclude<Source, { kind: 'local' }>,
  why: 'exec off' | 'manifests' = 'exec off',
): CannotObserve {
  const byExec = source.kind === 'pod' || source.kind === 'workload';
  const reason = !byExec
    ? 'probes are sent from the machine that this runs on and from pods only'
    : why === 'manifests'
      ? 'manifests stand for the cluster, and nothing runs in them'
      : 'exec in pods is off (--allow-exec)';
  const fix = runItThere(source);
  return new CannotObserve(
    'unsupported',
    `Nothing can be sent from ${formatSource(source)}: ${reason}.`,
    byExec && why === 'exec off'
      ? {
          ...fix,
          summary: `Start with --allow-exec (it needs get and create on pods/exec). Or: ${fix.summary}`,
        }
      : fix,
  );
}

const ASK = 'npx -y layerwalk diagnose TARGET';

function runItThere(source: Exclude<Source, { kind: 'local' }>): Fix {
  if (source.kind === 'aws') return onInstance(source);
  if (source.kind !== 'address') return beside(source);
  return {
    summary: `Run "${ASK}" on the machine that has this address; for this machine leave the source out.`,
  };
}

function beside(object: ClusterObject): Fix {
  if (object.kind === 'node') {
    return {
      summary: 'Run Layerwalk in a debug pod on that node: it shares the network of the node.',
      command: `kubectl debug node/${object.name} -it --image=node:24 -- ${ASK}`,
    };
  }
  if (object.kind === 'workload') {
    return {
      summary: `Run Layerwalk in a debug container (kubectl debug) beside one of the pods of ${formatClusterObject(object)}; this lists pods.`,
      command: `kubectl -n ${object.namespace} get pods -o wide`,
    };
  }
  return besidePod(object);
}

/** How a person looks from a pod's own network, whatever its containers carry. */
export function besidePod({ namespace, name, container }: Extract<ClusterObject, { kind: 'pod' }>): Fix {
  const target = container === undefined ? '' : ` --target=${container}`;
  return {
    summary: 'Run Layerwalk in a debug container beside the pod: it shares the network of the pod.',
    command: `kubectl -n ${namespace} debug -it ${name} --image=node:24${target} -- ${ASK}`,
  };
}

function onInstance({ resource, id }: CloudResource): Fix {
  if (resource !== 'instance') return { summary: `Run "${ASK}" on an instance that sends by ${id}.` };
  return { summary: `Run "${ASK}" on that instance.`, command: `aws ssm start-session --target ${id}` };
}
