import { randomBytes } from 'node:crypto';
import { COMMON_SUITES_12, SUITES_12, SUITES_13 } from '../../../../wire/tls/cipher-suite.ts';
import type { HelloOffer, KeyShare } from '../../../../wire/tls/client-hello.ts';
import { ML_KEM_768_SEED, mlKem768Key } from '../../../../wire/tls/ml-kem-key.ts';
import { CLASSIC_GROUPS, SCANNED_GROUPS, X25519, X25519_MLKEM768 } from '../../../../wire/tls/named-group.ts';
import { TLS12, TLS13 } from '../../../../wire/tls/protocol-version.ts';

/** A large hello is at least this long: two segments at any usual MTU. */
const LARGE = 1600;

/** TLS 1.2 and 1.3 as clients without post-quantum keys offer them: about 300 bytes. */
export function smallHello(servername: string | undefined): HelloOffer {
  return offer(servername, {
    versions: [TLS12, TLS13],
    cipherSuites: [...SUITES_13, ...COMMON_SUITES_12],
    groups: CLASSIC_GROUPS,
    keyShares: [x25519Share()],
  });
}

/** The same with an X25519MLKEM768 key share, as clients since 2024 send it: 1,600 bytes. */
export function largeHello(servername: string | undefined): HelloOffer {
  const hybrid = Buffer.concat([mlKem768Key(randomBytes(ML_KEM_768_SEED)), randomBytes(32)]);
  return {
    ...smallHello(servername),
    groups: [X25519_MLKEM768, ...CLASSIC_GROUPS],
    keyShares: [{ group: X25519_MLKEM768, key: hybrid }, x25519Share()],
    padTo: LARGE,
  };
}

/** One version alone, with the given suites or every one it has. */
export function versionHello(
  servername: string | undefined,
  version: number,
  suites?: readonly number[],
): HelloOffer {
  return offer(servername, {
    versions: [version],
    cipherSuites: suites ?? (version === TLS13 ? SUITES_13 : SUITES_12),
    groups: version === TLS13 ? SCANNED_GROUPS : CLASSIC_GROUPS,
    keyShares: version === TLS13 ? [x25519Share()] : [],
  });
}

/** TLS 1.3 with these groups and no key share: the server answers with the group it wants, or refuses. */
export function groupHello(
  servername: string | undefined,
  version: number,
  groups: readonly number[],
): HelloOffer {
  return { ...versionHello(servername, version), groups, keyShares: [] };
}

function offer(
  servername: string | undefined,
  what: Pick<HelloOffer, 'versions' | 'cipherSuites' | 'groups' | 'keyShares'>,
): HelloOffer {
  return {
    ...what,
    random: randomBytes(32),
    sessionId: randomBytes(32),
    ...(servername !== undefined && { serverName: servername }),
  };
}

/** Any 32 octets are a public key of X25519 (RFC 7748 section 5). */
const x25519Share = (): KeyShare => ({ group: X25519, key: randomBytes(32) });
