import { readFile, stat } from 'node:fs/promises';
import type { AwsCall } from '../../../core/aws/call.ts';
import { callOfKey, type DumpFile } from './find-files.ts';

/** The objects of one call; `more`: the answer says that there are others. */
export interface DumpPart {
  readonly call: AwsCall;
  readonly objects: readonly object[];
  readonly more: boolean;
}

/** What a file of a dump holds: objects of calls, or why it cannot be used. */
export type DumpContent = { readonly parts: readonly DumpPart[] } | { readonly broken: string };

/** The longest text that Node holds in one string is a little more. */
const MAX_BYTES = 500_000_000;

/** Reads one file. What is wrong with it is in the answer, its name with it. */
export async function readDumpFile(file: DumpFile): Promise<DumpContent> {
  const broken = (what: string): DumpContent => ({
    broken: `${inSentence([...file.folders, file.name].join('/'))} ${what}`,
  });
  let json: unknown;
  try {
    if ((await stat(file.path)).size > MAX_BYTES) return broken('is larger than 500 MB');
    json = JSON.parse(await readFile(file.path, 'utf8'));
  } catch (error) {
    return broken(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
  if (typeof json !== 'object' || json === null) return broken('is not an object or a list');
  const { call } = file;
  if (call && Array.isArray(json)) return { parts: [{ call, objects: json.filter(isObject), more: false }] };
  if (call) return partOf(call, json) ?? broken(`has no ${call.key || 'FunctionName'}`);
  const parts = Object.keys(json).flatMap((key) => {
    const known = callOfKey(key);
    return known ? [partOf(known, json)] : [];
  });
  return { parts: parts.flatMap((one) => one?.parts ?? []) };
}

function partOf(call: AwsCall, json: object): Extract<DumpContent, { parts: unknown }> | undefined {
  if (call.key === '') return { parts: [{ call, objects: [json], more: false }] };
  if (!Object.hasOwn(json, call.key)) return undefined;
  const value: unknown = (json as Record<string, unknown>)[call.key];
  return { parts: [{ call, objects: [value].flat().filter(isObject), more: isPage(json) }] };
}

/** Whether an answer is a page before others, as `--max-items` of the AWS CLI leaves it, or a search that found more than it gives. */
function isPage(json: object): boolean {
  const found = new Map<string, unknown>(Object.entries(json));
  const tokens = ['NextToken', 'NextMarker', 'Marker'].map((key) => found.get(key));
  return (
    tokens.some((token) => typeof token === 'string' && token !== '') ||
    found.get('AdditionalRoutesAvailable') === true
  );
}

const inSentence = (path: string): string =>
  /^[A-Za-z0-9._/-]{1,200}$/.test(path) ? path : 'a file with an unusual name';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
