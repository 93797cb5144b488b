import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from './network/execute.ts';
import { LAB_RECORDS, zone } from './serving/zone.ts';

const ZONE = 'lab.example';
const LONG_AGO = ['-s', '20200101000000', '-e', '20200201000000'];

/**
 * Signs lab.example into a folder: signed.zone, expired.zone (its signatures ended in 2020), lab.anchor with the key to
 * trust, and wrong.anchor with another. Needs bind9-utils.
 */
export async function makeSignedZones(folder: string): Promise<void> {
  await writeFile(join(folder, 'lab.zone'), zone(`${ZONE}.`, LAB_RECORDS));
  const key = async (...more: string[]): Promise<string> => {
    const name = await must(['dnssec-keygen', '-q', '-a', 'ECDSAP256SHA256', ...more, '-K', folder, ZONE]);
    return readFile(join(folder, `${name.trim()}.key`), 'utf8');
  };
  const [anchor] = await Promise.all([key('-f', 'KSK'), key()]);
  const sign = (into: string, ...more: string[]): Promise<string> =>
    must([
      'dnssec-signzone',
      '-q',
      '-S',
      '-P', // It would refuse to end with signatures that have expired.

      ...more,
      '-K',
      folder,
      '-d',
      folder,
      '-o',
      ZONE,
      '-f',
      join(folder, into),
      join(folder, 'lab.zone'),
    ]);
  await sign('signed.zone');
  await sign('expired.zone', ...LONG_AGO);
  await writeFile(join(folder, 'lab.anchor'), anchor);
  await writeFile(join(folder, 'wrong.anchor'), await key('-f', 'KSK'));
}
