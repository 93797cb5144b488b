import type { ClientCertificate, TlsTap } from '../../../../core/world/tls.ts';
import { nameText } from '../../../../wire/x509/distinguished-name.ts';
import { DerReader, TAG } from '../../../../wire/x509/der.ts';
import { MalformedDer } from '../../../../wire/x509/malformed-der.ts';
import { TLS13 } from '../../../../wire/tls/protocol-version.ts';
import type { HandshakeRun } from './handshake-run.ts';

/** Alerts that servers answer a missing client certificate with (RFC 8446 section 6.2, RFC 5246 section 7.2.2). */
const CERTIFICATE_ALERTS: readonly number[] = [40, 42, 43, 46, 48, 49, 116];

const MAX_AUTHORITIES = 100;

/** The one word for how a handshake ended, the most telling evidence first. */
export function outcomeOf(run: HandshakeRun): TlsTap['outcome'] {
  const { flight } = run;
  const fatal = flight.alerts.some(({ level, name }) => level === 'fatal' || name === 'close_notify');
  if (run.flooded) return 'oversize';
  if (flight.plaintext) return 'plaintext';
  if (run.completed) return 'handshake';
  if (fatal) return 'alert';
  if (run.end?.how === 'reset') return 'reset';
  if (flight.malformed !== undefined) return 'malformed';
  if (run.clientError !== undefined) return 'client-refused';
  if (run.end?.how === 'closed') return 'closed';
  return run.firstByteMs === undefined ? 'silent' : 'stalled';
}

/** How far it got. */
export function phaseOf(run: HandshakeRun): TlsTap['phase'] {
  if (run.completed) return 'after-handshake';
  return run.flight.facts.version === undefined ? 'hello' : 'handshake';
}

/** What is known of the client certificate the server asked for; undefined when it asked for none. */
export function clientCertificateOf(run: HandshakeRun): ClientCertificate | undefined {
  const { authorities } = run.flight.facts;
  if (!authorities) return undefined;
  return {
    verdict: verdictOf(run),
    authorities: authorities.slice(0, MAX_AUTHORITIES).map(authorityText),
    moreAuthorities: Math.max(0, authorities.length - MAX_AUTHORITIES),
  };
}

function verdictOf(run: HandshakeRun): ClientCertificate['verdict'] {
  const { facts, alerts } = run.flight;
  const told = alerts.some(({ code, level }) => level === 'fatal' && CERTIFICATE_ALERTS.includes(code));
  // Before TLS 1.3 our empty certificate went out only after the server's flight was complete.
  const asked = facts.version === TLS13 ? run.completed : facts.helloDone;
  if (!asked) return 'unknown';
  if (told) return 'required';
  if (run.completed && (facts.version !== TLS13 || run.wentOn)) return 'not-required';
  return run.end && run.end.how !== 'lost' ? 'ended' : 'unknown';
}

function authorityText(der: Uint8Array): string {
  try {
    return nameText(new DerReader(der).expect(TAG.sequence));
  } catch (error) {
    if (error instanceof MalformedDer) return '(unreadable name)';
    throw error;
  }
}
