import { at } from '../../network/at.ts';
import { order } from '../../network/host.ts';
import { passes } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, httpGet, sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http, https } from '../../serving/web.ts';

/** No fault: no alarm. */
export const HEALTHY: readonly Scenario[] = [
  {
    name: 'no-fault-https',
    servers: [named(), https()],
    witnesses: [
      dig(at.resolver.v4, 'www.lab.example A', { says: /NOERROR/ }),
      sClient(
        '-connect www.lab.example:443 -servername www.lab.example -verify_hostname www.lab.example -CAfile pki/root.pem',
        {
          says: /Verify return code: 0/,
        },
      ),
    ],
    ask: ['diagnose', 'https://www.lab.example/', '--source', 'local', '--ca', 'pki/root.pem'],
    expect: passes(),
    times: 20,
  },
  {
    name: 'no-fault-http-50-ms',
    site: { roundTripMs: 50 },
    servers: [named(), http()],
    witnesses: [
      { ...order('client', `ping -c 2 -i 0.1 ${at.server.v4}`), says: /time=(?:[5-9]\d|\d{3})/ },
      httpGet(at.server.v4, 80, '/', { says: /200 OK/ }),
    ],
    ask: ['diagnose', 'http://www.lab.example/', '--source', 'local'],
    expect: passes(),
    times: 3,
  },
];
