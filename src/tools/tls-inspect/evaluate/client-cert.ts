import { type Check, pass, unknown } from '../../../core/check.ts';
import { type Quote, quote } from '../../../core/untrusted.ts';
import type { ClientCertificate } from '../../../core/world/tls.ts';
import { fail, type Scene, sClient } from './scene.ts';

const SHOWN = 5;

/** tls.client-cert-required: asked for, and refused without. Nothing when the server asked for none. */
export function clientCert(scene: Scene): Check[] {
  const { tap } = scene.view;
  const asked = tap.clientCertificate;
  if (!asked) return [];
  const test = sClient(scene, '-cert CLIENT.pem -key CLIENT.key');
  const evidence = ['CertificateRequest seen', authoritiesLine(asked)];
  const untrusted = authorities(asked);
  const alert = tap.alerts.find(({ level, direction }) => level === 'fatal' && direction === 'received');
  if (asked.verdict === 'required' || asked.verdict === 'ended') {
    const how =
      asked.verdict === 'required' && alert
        ? `alert ${alert.name} ${alert.phase === 'after-handshake' ? 'after the handshake' : 'in the handshake'}`
        : 'it ended the connection without an alert right after none was given, which says less than an alert';
    return [
      fail('tls.client-cert-required', {
        test,
        summary: 'The server wants a client certificate',
        evidence: [...evidence, how],
        untrusted,
      }),
    ];
  }
  if (asked.verdict === 'not-required') {
    return [
      pass('tls', {
        test,
        summary: 'the server asks for a client certificate and goes on without one',
        evidence,
        untrusted,
      }),
    ];
  }
  return [
    unknown('tls', {
      test,
      summary: 'the server asks for a client certificate; whether it goes on without one did not show',
      evidence,
      untrusted,
      fix: "Try with the client's certificate, or send a request and see whether it is answered.",
    }),
  ];
}

function authoritiesLine({ authorities: names, moreAuthorities }: ClientCertificate): string {
  const count = names.length + moreAuthorities;
  return count === 0 ? 'it names no accepted CA' : `accepted CAs: ${count}`;
}

const authorities = ({ authorities: names }: ClientCertificate): Quote[] =>
  names.slice(0, SHOWN).map((name) => quote('accepted CA', name));
