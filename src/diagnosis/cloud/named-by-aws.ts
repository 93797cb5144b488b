import { parseSource } from '../../core/target/source.ts';
import { parseTarget } from '../../core/target/target.ts';

/** Whether an end is a resource of AWS by its id. */
export const namedByAws = (target: string, source: string | undefined): boolean =>
  parseTarget(target).kind === 'aws' || (source !== undefined && parseSource(source).kind === 'aws');
