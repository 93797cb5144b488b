import { type DumpFile, findDumpFiles, isScoped } from './find-files.ts';
import { ObjectIndex } from './object-index.ts';
import { readDumpFile } from './read-file.ts';
import type { AwsCall } from '../../../core/aws/call.ts';

/** The files of one folder: what one account answered in one Region, or a part of it. */
export class DumpFolder {
  readonly folders: readonly string[];
  readonly #files: readonly DumpFile[];
  readonly #read = new Map<DumpFile, Promise<{ indexes: ObjectIndex[]; broken?: string }>>();

  constructor(folders: readonly string[], files: readonly DumpFile[]) {
    this.folders = folders;
    this.#files = files;
  }

  /** The Region that a folder's name says; undefined where none does. */
  get region(): string | undefined {
    return this.folders.find((name) => /^[a-z]{2}(?:-[a-z]{2,10}){1,2}-[0-9]{1,2}$/.test(name));
  }

  /** What the folder holds of a call, and which of its files cannot be used; `partly`: one of them is named after the call. */
  async of(
    call: AwsCall,
    values: readonly string[],
  ): Promise<{ indexes: ObjectIndex[]; broken: string[]; partly: boolean }> {
    const named = this.#files.filter(
      (file) => file.call?.action === call.action && mayHold(file, call, values),
    );
    const unnamed = this.#files.filter((file) => file.call === undefined);
    const [own, others] = await Promise.all(
      [named, unnamed].map((files) => Promise.all(files.map((file) => this.#index(file)))),
    );
    const read = [...(own ?? []), ...(others ?? [])];
    return {
      indexes: read.flatMap((one) => one.indexes.filter((index) => index.call.action === call.action)),
      broken: read.flatMap((one) => one.broken ?? []),
      partly: (own ?? []).some((one) => one.broken !== undefined),
    };
  }

  #index(file: DumpFile): Promise<{ indexes: ObjectIndex[]; broken?: string }> {
    const known =
      this.#read.get(file) ??
      readDumpFile(file).then((content) =>
        'broken' in content
          ? { indexes: [], broken: content.broken }
          : { indexes: content.parts.map((part) => new ObjectIndex(part, file.scope)) },
      );
    this.#read.set(file, known);
    return known;
  }
}

/** Files of calls whose answers carry no id are many, one for each id: only the one asked for is read. */
function mayHold({ scope }: DumpFile, call: AwsCall, values: readonly string[]): boolean {
  if (!isScoped(call) || scope === undefined) return true;
  return values.some((value) => value === scope || value.includes(`/${scope}/`));
}

/** All folders of a dump that hold files. */
export async function dumpFolders(root: string): Promise<DumpFolder[]> {
  const groups = Map.groupBy(await findDumpFiles(root), ({ folders }) => folders.join('/'));
  return [...groups.values()].map((files) => new DumpFolder(files[0]?.folders ?? [], files));
}
