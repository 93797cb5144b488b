import type { Check } from '../../../core/check.ts';
import { quote } from '../../../core/untrusted.ts';
import type { ServerRefusal } from '../../../core/world/server-refusal.ts';
import { claim } from './claim.ts';

const PRODUCT = { mysql: 'MySQL', redis: 'Redis', postgresql: 'PostgreSQL' } as const;

const SAID: Readonly<Record<ServerRefusal['reason'], string>> = {
  'host-blocked': 'it blocks this client’s address after too many interrupted connections',
  'host-not-allowed': 'no account of it admits this client’s address',
  'too-many-connections': 'its connection limit is reached',
  'protected-mode': 'it is in protected mode and serves loopback only',
  'no-hba-entry': 'its pg_hba.conf does not admit this client',
  'starting-up': 'it is starting up or shutting down',
};

const FIX: Readonly<Record<ServerRefusal['reason'], string>> = {
  'host-blocked':
    'TRUNCATE TABLE performance_schema.host_cache (or mysqladmin flush-hosts before 8.4) on the server; then find what interrupts handshakes: health checks that only connect, often.',
  'host-not-allowed':
    "Create the account for the address the server sees (CREATE USER 'app'@'10.0.%'); behind NAT that is not the client’s own.",
  'too-many-connections': 'Close idle connections, make pools smaller, or raise the server’s limit.',
  'protected-mode':
    'Set a password (requirepass or ACL) and bind, or protected-mode no where the network is closed.',
  'no-hba-entry':
    'Add a line for this client’s address, database, user and encryption to pg_hba.conf and reload.',
  'starting-up': 'Wait; if it lasts, read the server’s log: recovery may take long.',
};

/**
 * The check for a server that accepts and then refuses. `pathRemains`: another address of the target serves.
 */
export function serverRefuses(refusal: ServerRefusal, test: string, pathRemains = false): Check {
  const { product, reason, code, text } = refusal;
  return claim(
    'app.server-refuses',
    {
      test,
      summary: `${PRODUCT[product]} refuses this client: ${SAID[reason]}`,
      evidence: [`connection accepted, first bytes: ${PRODUCT[product]} error ${code}`],
      untrusted: [quote(`${PRODUCT[product]} error`, text)],
      fix: FIX[reason],
    },
    pathRemains,
  );
}
