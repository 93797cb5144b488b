import { type Check, unknown, skipped } from '../../../core/check.ts';
import { quote } from '../../../core/untrusted.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import { fail, type Scene, sClient, warn } from './scene.ts';

/** tls.starttls-needed, when one of the upgrades that were tried led to TLS; nothing else is said then. */
export function starttlsNeeded(scene: Scene): Check[] {
  const upgraded = scene.seen.upgrades.find(
    ({ upgrade, version }) => upgrade?.outcome === 'upgraded' && version !== undefined,
  );
  const protocol = upgraded?.upgrade?.protocol;
  if (!upgraded || protocol === undefined) return [];
  return [
    fail('tls.starttls-needed', {
      test: `${sClient(scene)} -starttls ${protocol}`,
      summary: `The port speaks ${protocol} and TLS only after its upgrade`,
      evidence: [
        `direct hello: ${scene.view.tap.outcome}`,
        `after the ${protocol} upgrade: ${upgraded.version ?? ''}, ${upgraded.outcome}`,
      ],
      untrusted: excerpt(scene.view.tap),
      fix: `Connect with STARTTLS (layerwalk tls-inspect ${scene.input.host} --port ${scene.input.port} --starttls ${protocol}).`,
    }),
  ];
}

/** tls.plaintext-port: the reply to a hello is no TLS. */
export function plaintextPort(scene: Scene): Check[] {
  const { tap } = scene.view;
  const protocol = tap.plaintext?.protocol;
  const looks =
    protocol === undefined
      ? 'the reply looks like no protocol known here'
      : `the reply looks like ${protocol}`;
  return [
    fail('tls.plaintext-port', {
      test: sClient(scene),
      summary:
        protocol === undefined
          ? 'The port does not answer with TLS'
          : `The port speaks ${protocol} in plain text`,
      evidence: [
        looks,
        ...scene.seen.upgrades.map(
          ({ upgrade }) => `${upgrade?.protocol ?? ''} upgrade: ${upgrade?.outcome ?? 'not tried'}`,
        ),
      ],
      untrusted: excerpt(tap),
    }),
  ];
}

/** The upgrade was spoken first and did not lead to TLS. */
export function upgradeFailed(scene: Scene): Check[] {
  const { tap } = scene.view;
  const { direct, starttlsBy } = scene.seen;
  const { protocol = 'smtp', outcome, reply } = tap.upgrade ?? {};
  const said = {
    test: sClient(scene),
    evidence: [`${protocol} upgrade: ${outcome ?? 'not tried'}`],
    untrusted: reply === undefined ? [] : [quote(`${protocol} reply`, reply)],
  };
  if (direct?.outcome === 'handshake') {
    return [
      fail('tls.plaintext-client', {
        ...said,
        summary: `The client starts with plain text, and the port speaks TLS from the first byte`,
        evidence: [...said.evidence, `direct hello: ${direct.version ?? ''} completed`],
        fix: 'Connect with TLS from the first byte instead of STARTTLS.',
      }),
    ];
  }
  if (outcome === 'not-offered' && scene.input.client_speaks === 'either') {
    return [
      skipped('tls', {
        ...said,
        summary: `The server does not offer TLS; a client that only prefers it goes on in plain text`,
      }),
    ];
  }
  if (outcome === 'not-offered' || outcome === 'refused') {
    // A client that only prefers TLS goes on in plain text.
    const claim = starttlsBy === 'input' || scene.input.client_speaks === 'tls' ? fail : warn;
    return [
      claim('tls.plaintext-port', {
        ...said,
        summary: `The server speaks ${protocol} and ${outcome === 'refused' ? 'refuses' : 'does not offer'} the upgrade to TLS`,
      }),
    ];
  }
  if (outcome === 'silent')
    return [fail('tls.stalls', { ...said, summary: `The server never answers the ${protocol} upgrade` })];
  if (outcome === 'closed' || outcome === 'reset')
    return [
      fail('tls.resets', {
        ...said,
        summary: `The connection ends during the ${protocol} upgrade (${outcome})`,
      }),
    ];
  if (outcome === 'oversize')
    return [fail('tls.malformed', { ...said, summary: `The reply to the ${protocol} upgrade does not end` })];
  if (outcome === 'other-protocol') {
    return [
      fail('tls.plaintext-port', {
        ...said,
        summary: `The port does not speak ${protocol}, and no TLS either`,
      }),
    ];
  }
  return [
    unknown('tls', {
      ...said,
      summary: `TLS was not reached: the server answers ${protocol} with an error`,
      fix: 'Look at what the server says: it refuses this client before TLS.',
    }),
  ];
}

const excerpt = ({ plaintext }: TlsTap) =>
  plaintext ? [quote('first bytes of the reply', plaintext.excerpt)] : [];
