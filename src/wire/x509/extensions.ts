import { DerReader, smallInteger, TAG } from './der.ts';
import { generalName, generalNames, type GeneralName } from './general-name.ts';
import { MalformedDer } from './malformed-der.ts';
import { oidText } from './oid.ts';

/** The certificate extensions that decide whether a client accepts a chain (RFC 5280 section 4.2). */
export interface CertificateExtensions {
  readonly names: readonly GeneralName[];
  /** null: no basicConstraints at all. */
  readonly isCa: boolean | null;
  readonly pathLength: number | null;
  /** null: no keyUsage extension. */
  readonly keyCertSign: boolean | null;
  /** OIDs; empty: no extendedKeyUsage extension. */
  readonly extendedKeyUsage: readonly string[];
  readonly caIssuers: readonly string[];
  readonly ocsp: readonly string[];
  readonly hasNameConstraints: boolean;
  /** TLS feature status_request (RFC 7633): the certificate asks for a staple. */
  readonly mustStaple: boolean;
  /** Signed certificate timestamps are embedded (RFC 6962 section 3.3): it is in a public log. */
  readonly hasTimestamps: boolean;
  /** OIDs of critical extensions that are not read here. */
  readonly unknownCritical: readonly string[];
}

const MAX_EXTENSIONS = 100;
// Extensions that path validation may meet as critical and that do not bear on a TLS server's identity here: key identifiers, issuer
// alternative names, policies and their constraints, CRL places, Netscape's certificate type.
const NOT_READ: readonly string[] = [
  ...[14, 18, 31, 32, 33, 35, 36, 46, 54].map((arc) => `2.5.29.${arc}`),
  '2.16.840.1.113730.1.1',
];

type Mutable = { -readonly [K in keyof CertificateExtensions]: CertificateExtensions[K] };

/** Reads the content of the Extensions SEQUENCE. */
export function certificateExtensions(body: Uint8Array): CertificateExtensions {
  const read = none();
  const list = new DerReader(body);
  for (let count = 0; !list.done; count += 1) {
    if (count >= MAX_EXTENSIONS) throw new MalformedDer('too many extensions');
    const extension = new DerReader(list.expect(TAG.sequence));
    const oid = oidText(extension.expect(TAG.oid));
    const critical = (extension.optional(TAG.boolean)?.[0] ?? 0) !== 0;
    const value = extension.expect(TAG.octetString);
    const reader = READERS[oid];
    if (reader) reader(read, new DerReader(value));
    else if (critical && !NOT_READ.includes(oid)) read.unknownCritical = [...read.unknownCritical, oid];
  }
  return read;
}

/** A certificate without extensions (version 1). */
export function none(): Mutable {
  return {
    names: [],
    isCa: null,
    pathLength: null,
    keyCertSign: null,
    extendedKeyUsage: [],
    caIssuers: [],
    ocsp: [],
    hasNameConstraints: false,
    mustStaple: false,
    hasTimestamps: false,
    unknownCritical: [],
  };
}

const READERS: Readonly<Record<string, (into: Mutable, value: DerReader) => void>> = {
  '2.5.29.15': (into, value) => {
    const bits = value.expect(TAG.bitString);
    into.keyCertSign = ((bits[1] ?? 0) & 0x04) !== 0;
  },
  '2.5.29.17': (into, value) => {
    into.names = generalNames(value.expect(TAG.sequence));
  },
  '2.5.29.19': (into, value) => {
    const constraints = new DerReader(value.expect(TAG.sequence));
    into.isCa = (constraints.optional(TAG.boolean)?.[0] ?? 0) !== 0;
    const length = constraints.optional(TAG.integer);
    into.pathLength = length ? smallInteger(length) : null;
  },
  '2.5.29.30': (into) => {
    into.hasNameConstraints = true;
  },
  '2.5.29.37': (into, value) => {
    const usages = new DerReader(value.expect(TAG.sequence));
    const oids: string[] = [];
    while (!usages.done) oids.push(oidText(usages.expect(TAG.oid)));
    into.extendedKeyUsage = oids;
  },
  '1.3.6.1.5.5.7.1.1': (into, value) => {
    const descriptions = new DerReader(value.expect(TAG.sequence));
    while (!descriptions.done) {
      const description = new DerReader(descriptions.expect(TAG.sequence));
      const method = oidText(description.expect(TAG.oid));
      const { tag, body } = description.next();
      const location = generalName(tag, body);
      if (location.kind !== 'uri') continue;
      if (method === '1.3.6.1.5.5.7.48.1') into.ocsp = [...into.ocsp, location.value];
      if (method === '1.3.6.1.5.5.7.48.2') into.caIssuers = [...into.caIssuers, location.value];
    }
  },
  '1.3.6.1.4.1.11129.2.4.2': (into) => {
    into.hasTimestamps = true;
  },
  '1.3.6.1.5.5.7.1.24': (into, value) => {
    const features = new DerReader(value.expect(TAG.sequence));
    while (!features.done) if (smallInteger(features.expect(TAG.integer)) === 5) into.mustStaple = true;
  },
};
