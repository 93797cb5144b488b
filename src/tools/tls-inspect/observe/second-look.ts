import type { Look } from '../../../core/tool.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import type { HelloReply, TlsScanPart } from '../../../core/world/tls-scan.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import type { Approach } from './approach.ts';
import { scanOf, tapOf, type Wave } from './main-wave.ts';
import { triedUpgrades } from './upgrades.ts';

type SecondLook = Pick<Observation, 'upgrades' | 'direct' | 'otherSni' | 'withoutAlpn' | 'scan'>;

/** Reserved: no server has it (RFC 6761 section 6.4). */
const NOBODY = 'layerwalk.invalid';

const NO_APPLICATION_PROTOCOL = 120;

/**
 * After a failure: the looks that tell its causes apart, all at once. On a handshake that completed only a large hello that
 * was lost is looked at again.
 */
export async function secondLook(
  look: Look,
  input: Input,
  approach: Approach,
  wave: Wave,
): Promise<SecondLook> {
  const { main } = wave;
  const { address } = main;
  const none: SecondLook = { upgrades: [] };
  if (main.outcome === 'not-connected' || main.outcome === 'not-allowed' || input.client_speaks === 'plain')
    return none;
  const scan = scanOf(look, input, approach);
  if (main.outcome === 'handshake') {
    return wave.scan?.large.some(isLost) ? { ...none, scan: await scan(address, ['hellos']) } : none;
  }
  if (main.outcome === 'upgrade-failed') return { ...none, ...(await directly(look, input, approach, main)) };
  const tap = tapOf(look, input, approach);
  const parts = speaksTls(main) && approach.starttls !== 'mysql' ? missingParts(wave) : [];
  const sniMayMatter = main.phase === 'hello' && parts.length > 0 && main.servername !== null;
  const [hellos, upgrades, otherSni, withoutAlpn] = await Promise.all([
    parts.length > 0 ? scan(address, parts) : undefined,
    triedUpgrades(main, input, (starttls) => tap(address, { starttls, alpn: [] })),
    sniMayMatter ? tap(address, { servername: NOBODY }) : undefined,
    main.alerts.some(({ code }) => code === NO_APPLICATION_PROTOCOL) ? tap(address, { alpn: [] }) : undefined,
  ]);
  return {
    upgrades,
    ...(hellos && { scan: hellos }),
    ...(otherSni && { otherSni }),
    ...(withoutAlpn && { withoutAlpn }),
  };
}

/** TLS from the first byte, where the server answered the upgrade as if it did not know the protocol. */
async function directly(
  look: Look,
  input: Input,
  approach: Approach,
  main: TlsTap,
): Promise<Pick<SecondLook, 'direct'>> {
  const { outcome } = main.upgrade ?? {};
  if (outcome !== 'other-protocol' && outcome !== 'silent' && outcome !== 'closed' && outcome !== 'reset')
    return {};
  const { starttls: _, ...direct } = approach;
  return { direct: await tapOf(look, input, direct)(main.address, {}) };
}

/** Versions, unless they were seen; the two hellos where the first one was lost. */
function missingParts({ main, scan }: Wave): TlsScanPart[] {
  return [...(scan ? [] : (['versions'] as const)), ...(main.phase === 'hello' ? (['hellos'] as const) : [])];
}

const speaksTls = ({ outcome }: TlsTap): boolean => !['plaintext', 'malformed', 'oversize'].includes(outcome);

const isLost = ({ outcome }: HelloReply): boolean => outcome !== 'server-hello' && outcome !== 'alert';
