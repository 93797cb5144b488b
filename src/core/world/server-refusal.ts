import * as z from 'zod';

/** A server that accepts the connection and then says, in its own protocol, that this client is not served. */
export const ServerRefusal = z.object({
  product: z.enum(['mysql', 'redis', 'postgresql']),
  reason: z.enum([
    'host-blocked', // MySQL 1129
    'host-not-allowed', // MySQL 1130
    'too-many-connections', // MySQL 1040, PostgreSQL 53300, Redis maxclients
    'protected-mode', // Redis
    'no-hba-entry', // PostgreSQL 28000 from the host-based rules
    'starting-up', // PostgreSQL 57P03
  ]),
  /** The protocol's own code: "1130", "28000", "DENIED". */
  code: z.string(),
  /** The server's own words. Foreign text. */
  text: z.string(),
});
export type ServerRefusal = z.infer<typeof ServerRefusal>;
