import { bitStringBytes, DerReader, smallInteger, TAG } from './der.ts';
import { hex } from './certificate.ts';
import { derTime } from './der-time.ts';
import { MalformedDer } from './malformed-der.ts';
import { oidText } from './oid.ts';
import { signatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';

/** The status of one certificate in an OCSP response; `serial` is lower-case hex, times are ISO text in UTC. */
export interface OcspSingle {
  readonly serial: string;
  /** Hash of the issuer's name and key, hex, by the hash with this OID. */
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly hashOid: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: string | null;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
}

/** A successful basic response, with what is needed to verify its signature. */
export interface OcspResponse {
  readonly singles: readonly OcspSingle[];
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  /** DER certificates sent along by the responder. */
  readonly certificates: readonly Uint8Array[];
}

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const MAX_ITEMS = 100;

/** Reads a DER OCSPResponse (RFC 6960 section 4.2.1). A response that is not `successful` or not basic is malformed here. */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  const outer = new DerReader(new DerReader(der).expect(TAG.sequence));
  const status = smallInteger(outer.expect(TAG.enumerated));
  if (status !== 0) throw new MalformedDer(`responder status ${status}`);
  const bytes = new DerReader(new DerReader(outer.expect(0xa0)).expect(TAG.sequence));
  if (oidText(bytes.expect(TAG.oid)) !== BASIC) throw new MalformedDer('not a basic response');
  const basic = new DerReader(new DerReader(bytes.expect(TAG.octetString)).expect(TAG.sequence));
  const data = basic.next();
  const algorithm = signatureAlgorithm(basic.expect(TAG.sequence));
  const signature = bitStringBytes(basic.expect(TAG.bitString));
  const extra = basic.optional(0xa0);
  const certificates = extra ? wholes(new DerReader(extra).expect(TAG.sequence)) : [];
  return { singles: responses(data.body), signed: data.whole, signature, algorithm, certificates };
}

function responses(body: Uint8Array): OcspSingle[] {
  const data = new DerReader(body);
  data.optional(0xa0);
  data.next();
  data.expect(TAG.generalizedTime);
  return wholes(data.expect(TAG.sequence)).map((whole) => single(new DerReader(whole).expect(TAG.sequence)));
}

function single(body: Uint8Array): OcspSingle {
  const reader = new DerReader(body);
  const id = new DerReader(reader.expect(TAG.sequence));
  const hashOid = oidText(new DerReader(id.expect(TAG.sequence)).expect(TAG.oid));
  const issuerNameHash = hex(id.expect(TAG.octetString));
  const issuerKeyHash = hex(id.expect(TAG.octetString));
  const serial = hex(id.expect(TAG.integer));
  const certStatus = reader.next();
  const status = STATUS[certStatus.tag & 0x1f];
  if (!status) throw new MalformedDer('certificate status');
  const revokedAt = status === 'revoked' ? derTime(new DerReader(certStatus.body).next()) : null;
  const thisUpdate = derTime(reader.next());
  const next = reader.optional(0xa0);
  const nextUpdate = next ? derTime(new DerReader(next).next()) : null;
  return { serial, issuerNameHash, issuerKeyHash, hashOid, status, revokedAt, thisUpdate, nextUpdate };
}

const STATUS = ['good', 'revoked', 'unknown'] as const;

function wholes(body: Uint8Array): Uint8Array[] {
  const reader = new DerReader(body);
  const found: Uint8Array[] = [];
  while (!reader.done) {
    if (found.length >= MAX_ITEMS) throw new MalformedDer('too many items');
    found.push(reader.next().whole);
  }
  return found;
}
