import type { Look } from '../../../core/tool.ts';
import type { HttpReply } from '../../../core/world/http.ts';
import type { BothShown, Shown } from '../observation.ts';

/**
 * The certificates that one host showed through the proxy and directly, with what every store says of each. What one
 * side sent may complete the other's chain. Sends nothing.
 */
export async function bothShown(
  { world }: Look,
  proxied: HttpReply | undefined,
  direct: HttpReply | undefined,
): Promise<BothShown> {
  const at = world.now();
  const view = async (reply?: HttpReply, other?: HttpReply): Promise<Shown | undefined> => {
    const [leaf] = reply?.chain ?? [];
    if (!reply || !leaf) return undefined;
    const extra = pemsOf(other);
    const { issuer, sha256, dnsNames, ipAddresses, caIssuers, logged = false } = leaf;
    const trust = await world.verifyChain({ pems: pemsOf(reply), at, extra });
    return { address: reply.address, issuer, sha256, dnsNames, ipAddresses, caIssuers, logged, trust };
  };
  const [byProxy, straight] = await Promise.all([view(proxied, direct), view(direct, proxied)]);
  return { ...(byProxy && { proxied: byProxy }), ...(straight && { direct: straight }) };
}

const pemsOf = (reply: HttpReply | undefined): string[] => (reply?.chain ?? []).map(({ pem }) => pem);
