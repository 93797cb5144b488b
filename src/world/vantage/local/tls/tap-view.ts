import type { TlsTap, TlsTapRequest } from '../../../../core/world/tls.ts';
import { plaintextProtocol } from '../../../../wire/plaintext/plaintext-reply.ts';
import { suiteName } from '../../../../wire/tls/cipher-suite.ts';
import { groupName } from '../../../../wire/tls/named-group.ts';
import { TLS13, versionName } from '../../../../wire/tls/protocol-version.ts';
import { chainView } from '../../../trust/certificate-view.ts';
import { stapleView } from '../../../trust/staple-view.ts';
import type { ByteStream } from './byte-stream.ts';
import { clientCertificateOf, outcomeOf, phaseOf } from './ending.ts';
import type { HandshakeRun } from './handshake-run.ts';

const EXCERPT = 200;

/** A finished run as plain JSON. */
export async function tapView(
  request: TlsTapRequest,
  run: HandshakeRun,
  stream: ByteStream,
): Promise<TlsTap> {
  const { flight } = run;
  const { facts } = flight;
  const outcome = outcomeOf(run);
  const clientCertificate = clientCertificateOf(run);
  const quiet = outcome === 'silent' || outcome === 'stalled';
  return {
    address: request.address,
    port: request.port,
    servername: request.servername ?? null,
    alpnOffered: [...(request.alpn ?? [])],
    outcome,
    phase: phaseOf(run),
    ...(run.end?.errno !== undefined && { errno: run.end.errno }),
    ...(run.clientError !== undefined && outcome === 'client-refused' && { error: run.clientError }),
    ...(facts.version !== undefined && negotiated(run)),
    alerts: flight.alerts,
    ...chainView(facts.chain ?? []),
    ...(facts.staple && { staple: stapleView(facts.staple, facts.chain ?? []) }),
    ...(clientCertificate && { clientCertificate }),
    ...(flight.plaintext && { plaintext: plaintextView(flight.plaintext) }),
    ...(flight.malformed !== undefined && outcome === 'malformed' && { error: flight.malformed }),
    ...(quiet && { helloAcknowledged: await stream.acknowledged() }),
    helloBytes: run.helloBytes,
    receivedBytes: stream.received,
    timings: {
      ...(run.firstByteMs !== undefined && { firstByte: run.firstByteMs }),
      ...(run.handshakeMs !== undefined && { handshake: run.handshakeMs }),
      total: 0,
    },
    connections: 1,
  };
}

/** The first bytes of a reply that is no TLS: what they look like, and their text (latin1, foreign). */
export function plaintextView(bytes: Uint8Array): NonNullable<TlsTap['plaintext']> {
  const protocol = plaintextProtocol(bytes);
  return {
    ...(protocol !== undefined && { protocol }),
    excerpt: Buffer.from(bytes.subarray(0, EXCERPT)).toString('latin1'),
  };
}

function negotiated({ flight: { facts } }: HandshakeRun): Partial<TlsTap> {
  const { version = 0, cipherSuite = 0, group, dhBits } = facts;
  return {
    version: versionName(version),
    cipher: suiteName(cipherSuite),
    ...(group !== null && { group: groupName(group) }),
    ...(dhBits !== null && { dhBits }),
    helloRetry: facts.helloRetry,
    alpn: facts.alpn,
    sniAcknowledged: facts.sniAcknowledged,
    ...(version !== TLS13 && { secureRenegotiation: facts.secureRenegotiation }),
  };
}
