import type { Check } from '../../../core/check.ts';

/**
 * The checks as they matter to a client that upgrades when it can and verifies nothing (RFC 7435; libpq sslmode=prefer, MySQL
 * PREFERRED, SMTP without DANE or MTA-STS): it goes on in plain text, so only a handshake that hangs stops it.
 */
export const opportunistic = (checks: readonly Check[]): Check[] =>
  checks.map((check) =>
    check.status === 'fail' && check.code !== 'tls.stalls' ? { ...check, status: 'warn' } : check,
  );
