import type { Check } from '../../../core/check.ts';
import { alpnRefused } from './alpn.ts';
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
  const odd = oddPicks(scene);
  if (negotiates && odd.length > 0) {
    return [
      fail('tls.cipher', {
        ...said,
        summary: 'With every suite offered the server picks one that current clients leave out',
        evidence: [...evidence, `picked: ${odd.join(', ')}`],
      }),
    ];
  }
  if (!fatal) return [refusedHere(said, tap.error)];
  const unknownName = fatal.name === 'unrecognized_name' && tap.servername !== null;
  return [
    fail('tls.alert', {
      ...said,
      summary: unknownName
        ? `The server knows no ${tap.servername} (alert unrecognized_name)`
        : alertSummary(fatal.name, scene),
      fix: unknownName
        ? 'Connect by a name that the server serves, or configure this one there.'
        : (FIX[fatal.name] ?? LOG),
    }),
  ];
}

/** OpenSSL's reasons that blame the bytes and not what was negotiated. */
const UNREADABLE =
  /^ERR_SSL_(?:UNEXPECTED_MESSAGE|UNEXPECTED_RECORD|DECODE_ERROR|LENGTH_MISMATCH|BAD_LENGTH|BAD_PACKET|BAD_RECORD_TYPE|EXCESSIVE_MESSAGE_SIZE|DECRYPTION_FAILED_OR_BAD_RECORD_MAC)\b/;

const refusedHere = (said: { test: string; evidence: string[] }, error = ''): Check =>
  UNREADABLE.test(error)
    ? fail('tls.malformed', {
        ...said,
        summary: 'The server sends handshake messages that break the rules of TLS',
      })
    : fail('tls.alert', {
        ...said,
        summary: 'OpenSSL here refuses what the server sends',
        fix: 'OpenSSL’s reason names what it minds: change that on the server; a client of another library may accept it.',
      });

const LOG = 'The server’s log at this moment says why it sent this alert.';
/** What to look at first, for alerts that servers use for one thing mostly (RFC 8446 section 6.2). */
const FIX: Readonly<Record<string, string>> = {
  handshake_failure: `${LOG} Often it has no certificate for this name, or no setting in common with the client.`,
  internal_error: `${LOG} Often its certificate or key could not be loaded, or it has none for this name.`,
  access_denied:
    'A rule of the server, or of a device before it, refuses this client or this name: look there.',
};

function alertSummary(alert: string, { view: { tap }, seen: { withoutSni } }: Scene): string {
  const only =
    tap.servername !== null && withoutSni?.outcome === 'handshake'
      ? `, with SNI ${tap.servername} and not without`
      : '';
  return `The server ends the handshake with alert ${alert}${only}`;
}

/** Suites that clients leave out, picked by a server that refuses all that they offer. */
function oddPicks({ seen: { scan } }: Scene): string[] {
  if (!scan || scan.small.some(({ outcome }) => outcome === 'server-hello')) return [];
  return scan.versions.flatMap(({ accepted, reply }) =>
    accepted && reply.cipher !== undefined && !commonSuite(reply.cipher)
      ? [`${reply.version ?? ''} ${reply.cipher}`]
      : [],
  );
}
