import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import type { TrustStore } from '../../core/world/trust.ts';
import { subjectOf } from '../../wire/x509/certificate.ts';
import { certificatesOf } from '../../wire/x509/certificate-file.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';
import { readCertificate, type ReadCertificate } from './read-certificate.ts';

/** Trusted certificates, found by their subject; read in full only when asked for. */
export interface Anchors {
  readonly store: TrustStore;
  readonly size: number;
  bySubject(subject: Uint8Array): ReadCertificate[];
}

const loaded = new Map<string, Promise<Anchors>>();

/** The stores at hand, loaded once a process: the host's, Node's own, and the PEM or DER file from start-up. */
export function trustStores(caFile: string | undefined): Promise<Anchors[]> {
  const stores = [
    once('system', () => pemStore('system', getCACertificates('system'))),
    once('node', () => pemStore('node', getCACertificates('bundled'))),
  ];
  if (caFile !== undefined) stores.unshift(once(`ca ${caFile}`, () => fileStore(caFile)));
  return Promise.all(stores);
}

function once(key: string, load: () => Anchors | Promise<Anchors>): Promise<Anchors> {
  const known = loaded.get(key);
  if (known) return known;
  const loading = Promise.resolve().then(load);
  loaded.set(key, loading);
  return loading;
}

const pemStore = (store: TrustStore, pems: readonly string[]): Anchors =>
  anchors(
    store,
    pems.flatMap((pem) => certificatesOf(Buffer.from(pem, 'latin1'))),
  );

/** A file that cannot be read is an empty store: then nothing is trusted by it, and its size says why. */
async function fileStore(path: string): Promise<Anchors> {
  try {
    return anchors('ca', certificatesOf(await readFile(path)));
  } catch (error) {
    if (error instanceof MalformedDer || (error instanceof Error && 'errno' in error))
      return anchors('ca', []);
    throw error;
  }
}

function anchors(store: TrustStore, ders: readonly Uint8Array[]): Anchors {
  const index = new Map<string, Uint8Array[]>();
  let size = 0;
  for (const der of ders) {
    const key = keyOf(der);
    if (key === undefined) continue;
    index.set(key, [...(index.get(key) ?? []), der]);
    size += 1;
  }
  return {
    store,
    size,
    bySubject: (subject) =>
      (index.get(Buffer.from(subject).toString('latin1')) ?? [])
        .map(readCertificate)
        .filter((certificate) => certificate !== undefined),
  };
}

function keyOf(der: Uint8Array): string | undefined {
  try {
    return Buffer.from(subjectOf(der)).toString('latin1');
  } catch (error) {
    if (error instanceof MalformedDer) return undefined;
    throw error;
  }
}
