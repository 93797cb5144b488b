import { alpnOffer } from './alpn.ts';
import { ascii, concat, uint, uint16s, vector } from './byte-builder.ts';
import { EXTENSION, extension } from './extension.ts';
import { SSL3, TLS10, TLS12, TLS13 } from './protocol-version.ts';
import { OFFERED_SCHEMES } from './signature-scheme.ts';

/** What a ClientHello offers. `random` is 32 octets; `sessionId` up to 32; both are passed in, none is made here. */
export interface HelloOffer {
  readonly versions: readonly number[];
  readonly cipherSuites: readonly number[];
  readonly groups: readonly number[];
  /** Key shares of TLS 1.3; an empty list asks for a HelloRetryRequest (RFC 8446 section 4.2.8). */
  readonly keyShares: readonly KeyShare[];
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  readonly random: Uint8Array;
  readonly sessionId?: Uint8Array;
  /** The least size of the whole record in bytes, reached with the padding extension (RFC 7685). */
  readonly padTo?: number;
}

export interface KeyShare {
  readonly group: number;
  readonly key: Uint8Array;
}

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const EXTENSION_HEADER = 4;

/** A ClientHello in one record, ready to send (RFC 8446 section 4.1.2; SSL 3.0 has no extensions, RFC 6101 section 5.6.1.2). */
export function clientHello(offer: HelloOffer): Uint8Array {
  const unpadded = record(offer, []);
  const missing = (offer.padTo ?? 0) - unpadded.length;
  if (missing <= 0 || highest(offer) === SSL3) return unpadded;
  const padding = new Uint8Array(Math.max(0, missing - EXTENSION_HEADER));
  return record(offer, [extension(EXTENSION.padding, padding)]);
}

function record(offer: HelloOffer, last: readonly Uint8Array[]): Uint8Array {
  const version = highest(offer);
  const all = version === SSL3 ? [] : [vector(2, ...extensions(offer), ...last)];
  const body = concat([
    uint(2, Math.min(version, TLS12)),
    offer.random,
    vector(1, offer.sessionId ?? new Uint8Array(0)),
    uint16s(2, offer.cipherSuites),
    vector(1, uint(1, 0)),
    ...all,
  ]);
  const message = concat([uint(1, CLIENT_HELLO), vector(3, body)]);
  return concat([uint(1, HANDSHAKE_RECORD), uint(2, version === SSL3 ? SSL3 : TLS10), vector(2, message)]);
}

function extensions(offer: HelloOffer): Uint8Array[] {
  const version = highest(offer);
  const list: Uint8Array[] = [];
  if (offer.serverName) list.push(serverName(offer.serverName));
  list.push(
    extension(EXTENSION.renegotiationInfo, vector(1)),
    extension(EXTENSION.extendedMasterSecret),
    extension(EXTENSION.supportedGroups, uint16s(2, offer.groups)),
    extension(EXTENSION.pointFormats, vector(1, uint(1, 0))),
  );
  if (version >= TLS12) list.push(extension(EXTENSION.signatureAlgorithms, uint16s(2, OFFERED_SCHEMES)));
  if (offer.alpn?.length) list.push(extension(EXTENSION.alpn, alpnOffer(offer.alpn)));
  if (version === TLS13) {
    const shares = offer.keyShares.map(({ group, key }) => concat([uint(2, group), vector(2, key)]));
    list.push(
      extension(
        EXTENSION.supportedVersions,
        uint16s(
          1,
          offer.versions.toSorted((a, b) => b - a),
        ),
      ),
      extension(EXTENSION.pskKeyExchangeModes, vector(1, uint(1, 1))),
      extension(EXTENSION.keyShare, vector(2, ...shares)),
    );
  }
  return list;
}

/** server_name with one host_name (RFC 6066 section 3). */
function serverName(name: string): Uint8Array {
  return extension(EXTENSION.serverName, vector(2, uint(1, 0), vector(2, ascii(name))));
}

const highest = (offer: HelloOffer): number => Math.max(...offer.versions);
