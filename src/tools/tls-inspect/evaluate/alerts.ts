import type { Check } from '../../../core/check.ts';
import { commonSuite } from './common-suite.ts';
import { fail, type Scene, sClient } from './scene.ts';
import { acceptedVersions, versionLine } from './tries.ts';

const NEGOTIATION: readonly string[] = [
  'handshake_failure',
  'insufficient_security',
  'protocol_version',
  'illegal_parameter',
  'internal_error',
];

/** The server ended the handshake with an alert, or OpenSSL here did: tls.version, tls.cipher, tls.alpn, else tls.alert. */
export function alerts(scene: Scene): Check[] {
  const { tap } = scene.view;
  const { scan, withoutSni } = scene.seen;
  const fatal = tap.alerts.find(({ level }) => level === 'fatal') ?? tap.alerts[0];
  const who = fatal
    ? `alert ${fatal.name} from the server, phase ${fatal.phase}`
    : `OpenSSL here ended it: ${tap.error ?? 'no reason given'}`;
  const evidence = [
    who,
    ...(scan && scan.versions.length > 0 ? [versionLine(scan)] : []),
    ...(withoutSni ? [`without SNI: ${withoutSni.outcome}`] : []),
  ];
  const said = { test: sClient(scene), evidence };
  if (fatal?.name === 'no_application_protocol') return alpnRefused(scene, said);
  const accepted = acceptedVersions(scan, tap);
  const negotiates = !fatal || (tap.phase === 'hello' && NEGOTIATION.includes(fatal.name));
  if (fatal?.name === 'protocol_version' && accepted.length === 0) {
    return [
      fail('tls.version', { ...said, summary: 'The server refuses every version from SSLv3 to TLSv1.3' }),
    ];
  }
  if (negotiates && accepted.length > 0 && accepted.every((version) => version === 'SSLv3')) {
    return [
      fail('tls.version', {
        ...said,
        summary: 'The server accepts only SSLv3, which current clients cannot speak',
      }),
    ];
  }
  const odd = (scan?.versions ?? []).flatMap(({ accepted: taken, reply }) =>
    taken && reply.cipher !== undefined && !commonSuite(reply.cipher)
      ? [`${reply.version ?? ''} ${reply.cipher}`]
      : [],
  );
  if (negotiates && odd.length > 0) {
    return [
      fail('tls.cipher', {
        ...said,
        summary: 'With every suite offered the server picks one that current clients leave out',
        evidence: [...evidence, `picked: ${odd.join(', ')}`],
      }),
    ];
  }
  return [
    fail('tls.alert', {
      ...said,
      summary: fatal ? alertSummary(fatal.name, scene) : 'OpenSSL here refuses what the server sends',
    }),
  ];
}

function alertSummary(alert: string, { view: { tap } }: Scene): string {
  if (alert === 'unrecognized_name')
    return `The server knows no ${tap.servername ?? 'such name'} (alert unrecognized_name)`;
  return `The server ends the handshake with alert ${alert}`;
}

function alpnRefused(
  { view: { tap }, seen: { withoutAlpn } }: Scene,
  said: { test: string; evidence: string[] },
): Check[] {
  const without = withoutAlpn ? [`without ALPN: ${withoutAlpn.outcome}`] : [];
  return [
    fail('tls.alpn', {
      ...said,
      summary: `The server speaks none of ${tap.alpnOffered.join(', ')} (alert no_application_protocol)`,
      evidence: [...said.evidence, ...without],
    }),
  ];
}
