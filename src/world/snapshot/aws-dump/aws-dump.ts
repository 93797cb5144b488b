import { iamAction } from '../../../core/aws/call.ts';
import type { Aws, AwsFailure, AwsPlace, AwsQuery, AwsReading } from '../../../core/world/aws.ts';
import { type DumpFolder, dumpFolders } from './dump-folder.ts';

/**
 * An account as `aws … describe-*` printed it, a file a call, accounts and Regions in sub-folders. Nothing is read before the first
 * question, and of a call nothing before it is asked about. What a file lacks is never taken for what the account lacks.
 */
export function awsDump(root: string): Aws {
  let folders: Promise<DumpFolder[]> | undefined;
  const open = (): Promise<DumpFolder[]> => (folders ??= dumpFolders(root));
  return {
    async read<T>(query: AwsQuery<T>, signal: AbortSignal): Promise<AwsReading<T>> {
      signal.throwIfAborted();
      const { call, by, values } = query;
      if (by !== undefined && values.length === 0) return { status: 'ok', objects: [], calls: 0 };
      const failed = (reason: AwsFailure['reason'], message: string): AwsFailure => ({
        status: 'failed',
        reason,
        action: iamAction(call),
        message,
        calls: 0,
      });
      let all: DumpFolder[];
      try {
        all = await open();
      } catch {
        return failed('unreadable', 'the folder of --aws-dump cannot be read');
      }
      const here = inPlace(all, query);
      if (here.length === 0)
        return failed('wrong-region', 'the dump has no folder of that profile and Region');
      const held = await Promise.all(here.map((folder) => folder.of(call, values)));
      signal.throwIfAborted();
      const found = held.flatMap(({ indexes }) => indexes.map((index) => index.find(by, values)));
      const objects = found.flatMap((one) => one.objects);
      const unreadable = found.reduce((sum, one) => sum + one.unreadable, 0);
      const broken = held.flatMap((one) => one.broken);
      if (objects.length === 0 && broken.length > 0) return failed('unreadable', broken.join(', '));
      if (objects.length === 0 && held.some(({ indexes }) => indexes.length === 0)) {
        return failed(
          'not-in-dump',
          `the dump has no ${call.action}${by === undefined ? '' : ` for ${values.slice(0, 3).join(', ')}`}`,
        );
      }
      const truncated = held.some(({ indexes, partly }) => partly || indexes.some(({ more }) => more));
      return {
        status: 'ok',
        // Of the call's shape: the index checked each.
        objects: objects as T[],
        ...(truncated && { truncated: true }),
        ...(unreadable > 0 && { unreadable }),
        calls: 0,
      };
    },
    where: async ({ profile, region }) => ({
      source: 'dump',
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
    }),
  };
}

/** A folder without a Region in its path is of every Region; a profile chooses the folder of its name, where there is one. */
function inPlace(folders: readonly DumpFolder[], { profile, region }: AwsPlace): DumpFolder[] {
  const ofRegion = folders.filter(
    (one) => region === undefined || one.region === undefined || one.region === region,
  );
  const ofProfile = ofRegion.filter((one) => profile !== undefined && one.folders.includes(profile));
  return ofProfile.length > 0 ? ofProfile : ofRegion;
}
