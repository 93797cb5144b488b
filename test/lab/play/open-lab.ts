import { removeLeftovers } from '../network/leftovers.ts';
import { makePki } from '../pki.ts';
import { makeSignedZones } from '../signed-zones.ts';
import { makeFolder, removeDeadFolders, removeFolder } from './folder.ts';

/** What a run of the lab shares: certificates and signed zones in a folder, removed at its end. */
export interface Lab extends AsyncDisposable {
  readonly pki: string;
}

/** Clears away what dead runs left and prepares what scenarios share. */
export async function openLab(): Promise<Lab> {
  removeLeftovers();
  await removeDeadFolders();
  const pki = await makeFolder();
  await Promise.all([makePki(pki), makeSignedZones(pki)]);
  return { pki, [Symbol.asyncDispose]: () => removeFolder(pki) };
}
