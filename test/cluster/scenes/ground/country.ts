import { layerwalkRoles } from '../../layerwalk-role.ts';
import type { Manifest } from '../../manifest.ts';
import { type Cluster, startCluster } from '../../start-cluster.ts';
import { type System, systemObjects } from '../system.ts';

/** A cluster of one kind, with those who may ask about it. */
export interface Town {
  readonly cluster: Cluster;
  /** The kubeconfig of somebody who has the role of deploy/rbac.yaml, without these resources. */
  reader(exec: boolean, lacks?: readonly string[]): Promise<string>;
}

/** The clusters that scenes are played in: of each kind one, started when it is first needed. */
export interface Country extends AsyncDisposable {
  town(system: System): Promise<Town>;
}

export function country(): Country {
  const towns = new Map<string, Promise<Town>>();
  return {
    town(system) {
      const there = towns.get(system.name) ?? found(system);
      towns.set(system.name, there);
      return there;
    },
    async [Symbol.asyncDispose]() {
      for (const town of await Promise.all(towns.values())) await town.cluster.stop();
    },
  };
}

async function found(system: System): Promise<Town> {
  const cluster = await startCluster();
  try {
    await cluster.create(systemObjects(system));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  const readers = new Map<string, Promise<string>>();
  const made = async (exec: boolean, lacks: readonly string[]): Promise<string> => {
    const roles = await layerwalkRoles(exec ? 'with exec' : 'without exec');
    return (await cluster.kubeconfigFor(roles.map((role) => without(role, lacks)))).kubeconfig;
  };
  return {
    cluster,
    reader(exec, lacks = []) {
      const key = JSON.stringify([exec, lacks]);
      const there = readers.get(key) ?? made(exec, lacks);
      readers.set(key, there);
      return there;
    },
  };
}

/** The role without some of its resources. */
function without(role: Manifest, lacks: readonly string[]): Manifest {
  const rules = role['rules'] as { resources: string[] }[];
  const left = rules.map((rule) => ({
    ...rule,
    resources: rule.resources.filter((resource) => !lacks.includes(resource)),
  }));
  return { ...role, rules: left.filter(({ resources }) => resources.length > 0) };
}
