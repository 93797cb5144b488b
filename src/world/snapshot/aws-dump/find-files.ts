import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsCall } from '../../../core/aws/call.ts';
import { awsCalls, callOf } from '../../../core/aws/calls.ts';

/** A JSON file of a dump: where it lies, and what its name says of it. */
export interface DumpFile {
  readonly path: string;
  readonly name: string;
  /** The folders between the dump and the file: accounts and Regions. */
  readonly folders: readonly string[];
  /** Absent where only the top-level key tells. */
  readonly call?: AwsCall;
  /** What stands between the call and `.json`: the id that the answer itself does not carry. */
  readonly scope?: string;
}

const DEPTH = 6;
const FILES = 20_000;

/** All JSON files under a folder. Throws what the file system throws for the folder itself. */
export async function findDumpFiles(root: string): Promise<DumpFile[]> {
  const found: DumpFile[] = [];
  const visit = async (folders: readonly string[]): Promise<void> => {
    const entries = await readdir(join(root, ...folders), { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= FILES) return;
      if (entry.isDirectory() && folders.length < DEPTH) await visit([...folders, entry.name]);
      else if (entry.isFile() && entry.name.endsWith('.json')) {
        found.push({
          path: join(root, ...folders, entry.name),
          name: entry.name,
          folders,
          ...readName(entry.name),
        });
      }
    }
  };
  await visit([]);
  return found;
}

// `DescribeSubnets.json`, `Subnets.json`, `describe-subnets.json`, `SearchTransitGatewayRoutes.tgw-rtb-1.json`
function readName(name: string): Pick<DumpFile, 'call' | 'scope'> {
  const [head = '', ...rest] = name.slice(0, -'.json'.length).split('.');
  const scope = rest.join('.');
  const camel = head.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const call = callOf(head) ?? callOf(camel) ?? callOfKey(head);
  return { ...(call && { call }), ...(scope !== '' && { scope }) };
}

/** The call whose answer has this top-level key; keys of answers that carry no id of their own do not tell enough. */
export const callOfKey = (key: string): AwsCall | undefined =>
  Object.values<AwsCall>(awsCalls).find((call) => call.key === key && key !== '' && !isScoped(call));

/** Whether what a call is asked by stands in its file's name only. */
export const isScoped = ({ by }: AwsCall): boolean =>
  Object.values(by).some(({ path }) => path === undefined);
