import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers } from '../network/leftovers.ts';
import { makePki } from '../pki.ts';
import { makeSignedZones } from '../signed-zones.ts';

/** What a run of the lab shares: certificates and signed zones in a folder, removed at its end. */
export interface Lab extends AsyncDisposable {
  readonly pki: string;
}

/** Clears away what dead runs left and prepares what scenarios share. */
export async function openLab(): Promise<Lab> {
  removeLeftovers();
  const pki = await mkdtemp(join(tmpdir(), 'layerwalk-lab-pki-'));
  await Promise.all([makePki(pki), makeSignedZones(pki)]);
  return { pki, [Symbol.asyncDispose]: () => rm(pki, { recursive: true, force: true }) };
}
