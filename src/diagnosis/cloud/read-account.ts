import type { CannotObserve } from '../../core/cannot-observe.ts';
import { parseSource } from '../../core/target/source.ts';
import type { Target } from '../../core/target/target.ts';
import type { Context } from '../../core/tool.ts';
import type { Place } from '../survey.ts';
import { isConcerned } from './concerned.ts';
import { namedByAws } from './named-by-aws.ts';

/** The place of a walk that only an account is read for. Throws `why` where nothing points to AWS. */
export async function readAccount(
  { world }: Context,
  source: string | undefined,
  target: Target,
  why: CannotObserve,
): Promise<Place> {
  const where = await world.aws.where({});
  const kind = source === undefined ? 'local' : parseSource(source).kind;
  const host = target.kind === 'endpoint' ? target.host : '';
  const addresses = kind === 'address' && source !== undefined ? [source] : [];
  const signs = { where, named: namedByAws(target.text, source), host, addresses };
  // A pod or this machine is asked about through the cluster, or is looked from.
  if ((kind !== 'aws' && kind !== 'address') || !isConcerned(signs)) throw why;
  return {
    at: world.now(),
    vantage: { kind: 'none', name: where.source === 'dump' ? 'account-files' : 'account' },
    inCluster: false,
    blind: why,
    cluster: { source: 'none' },
    dump: where.source === 'dump',
  };
}
