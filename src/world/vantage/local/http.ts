import { parseIp } from '../../../core/address/ip.ts';
import { isMetadataName } from '../../../core/address/metadata-name.ts';
import type { AddressPolicy } from '../../../core/address/policy.ts';
import { redactUrl } from '../../../core/redact.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { exchange } from './http/exchange.ts';
import { WantsH1 } from './http/h2-ending.ts';
import { planRequest, type RequestPlan } from './http/plan.ts';
import type { Outlook } from '../opener.ts';
import { fromHere } from './from-here.ts';
import type { LocalSetting } from './setting.ts';

/**
 * The http verb: one request without a body to one address, HTTP/2 where ALPN agrees on it. Redirects are not
 * followed; neither cookies nor credentials are sent; the certificate is not judged. At most 64 KiB of head and
 * 16 KiB of body are read. Throws BadInput on a URL or proxy that is none.
 */
export const http = (setting: LocalSetting): Vantage['http'] => httpBy(fromHere(setting));

/** The same over the connections of any outlook. */
export const httpBy =
  ({ policy, open }: Outlook): Vantage['http'] =>
  async (request, signal) => {
    signal.throwIfAborted();
    const plan = planRequest(request);
    const rule = refusal(policy, plan);
    if (rule !== undefined) {
      const { method, address } = request;
      const url = redactUrl(plan.url);
      return {
        url,
        method,
        address,
        outcome: 'not-allowed',
        rule,
        interim: [],
        headers: [],
        timings: { total: 0 },
        connections: 0,
      };
    }
    try {
      return await exchange(plan, request.timeoutMs, open, signal);
    } catch (error) {
      if (!(error instanceof WantsH1)) throw error;
      const again = await exchange({ ...plan, alpn: ['http/1.1'] }, error.leftMs, open, signal);
      return { ...again, connections: 2 };
    }
  };

/** The address connected to is judged; behind a proxy also the one that the proxy is asked to connect to. */
function refusal(policy: AddressPolicy, { address, proxy, host }: RequestPlan): string | undefined {
  const rule = policy.refusal(address);
  if (rule !== undefined || !proxy) return rule;
  if (parseIp(host)) return policy.refusal(host);
  return isMetadataName(host) ? 'a name of cloud metadata, which the proxy would resolve' : undefined;
}
