import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { isNlbName } from '../nlb-name.ts';
import { withoutKeepalive } from '../without-keepalive.ts';
import type { Case } from './case.ts';
import type { Result } from './result.ts';
import { testOf } from './test-of.ts';
import { counted } from './wording.ts';

const { warn } = claims(failures);
const PORTS_SHOWN = 5;

/**
 * Connections of other programs here to an AWS Network Load Balancer, known by its name or by the chain of CNAME records, without
 * keepalive: it forgets a TCP flow that was idle for 350 s unless its listener says otherwise
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html).
 */
export function idleTimeout(about: Case, accepting: readonly Result[]): Check[] {
  const { seen, input, port } = about;
  const balancer = [input.host, ...(seen.aliases ?? [])].find(isNlbName);
  if (balancer === undefined) return [];
  const addresses = accepting.map(({ address }) => address);
  const held = withoutKeepalive(port, addresses);
  if (held.length === 0) return [];
  const from = held.map(({ local }) => local.port);
  const more = from.length > PORTS_SHOWN ? ` and ${from.length - PORTS_SHOWN} more` : '';
  return [
    warn('tcp.idle-timeout', {
      test: testOf(about, addresses),
      summary: `${counted(held.length, 'connection', 'connections')} of other programs here to a balancer that forgets idle ones after 350 s, without keepalive`,
      evidence: [
        `${balancer.toLowerCase()} names an AWS Network Load Balancer: 350 s idle, unless its TCP listener says otherwise`,
        `no keepalive timer runs on the sockets from local ${from.length === 1 ? 'port' : 'ports'} ${from.slice(0, PORTS_SHOWN).join(', ')}${more}`,
      ],
    }),
  ];
}
