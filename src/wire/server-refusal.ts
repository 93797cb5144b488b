import type { ServerRefusal } from '../core/world/server-refusal.ts';

/**
 * Reads a refusal out of the first bytes that a server sent: MySQL and MariaDB error packets that open a
 * connection, Redis protected mode and connection limit, PostgreSQL errors of the host-based rules, of start-up
 * and of the connection limit. Undefined for anything else. Looks at 1 KiB at most.
 */
export function serverRefusal(bytes: Uint8Array): ServerRefusal | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024));
  return mysqlRefusal(head) ?? redisRefusal(head) ?? postgresRefusal(head);
}

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
const MYSQL: Readonly<Record<number, ServerRefusal['reason']>> = {
  1040: 'too-many-connections',
  1129: 'host-blocked',
  1130: 'host-not-allowed',
};

/** An ERR packet with sequence number 0, so in place of the greeting; older servers leave the SQL state out. */
function mysqlRefusal(head: Buffer): ServerRefusal | undefined {
  if (head.length < 9 || head[3] !== 0 || head[4] !== 0xff) return undefined;
  const end = 4 + head.readUIntLE(0, 3);
  const code = head.readUInt16LE(5);
  const reason = MYSQL[code];
  if (!reason || end < 9 || end > 1024) return undefined;
  const text = head.toString('utf8', head[7] === 0x23 ? 13 : 7, end);
  return { product: 'mysql', reason, code: String(code), text };
}

/** Error lines that Redis writes on accept, before any command. */
function redisRefusal(head: Buffer): ServerRefusal | undefined {
  const text = /^-([^\r\n]*)/.exec(head.toString('utf8'))?.[1] ?? '';
  if (/^DENIED Redis is running in protected mode\b/.test(text))
    return { product: 'redis', reason: 'protected-mode', code: 'DENIED', text };
  if (/^ERR max number of clients\b.*\breached$/.test(text))
    return { product: 'redis', reason: 'too-many-connections', code: 'ERR', text };
  return undefined;
}

/**
 * An ErrorResponse (PostgreSQL protocol 3.0, "Message Formats") of severity FATAL. 28000 stands for many
 * things: only a message that names pg_hba.conf, which no translation changes, comes from the host-based rules.
 *
 */
function postgresRefusal(head: Buffer): ServerRefusal | undefined {
  if (head[0] !== 0x45 || head.length < 7) return undefined;
  const length = head.readUInt32BE(1);
  if (length < 6 || length > 8192) return undefined;
  const fields = new Map<string, string>();
  for (const field of head.toString('utf8', 5, 1 + length).split('\0')) {
    if (field === '') break;
    fields.set(field.slice(0, 1), field.slice(1));
  }
  const code = fields.get('C') ?? '';
  const text = fields.get('M') ?? '';
  // V is the severity untranslated, since 9.6.
  if ((fields.get('V') ?? fields.get('S')) !== 'FATAL') return undefined;
  const reason = postgresReason(code, text);
  return reason && { product: 'postgresql', reason, code, text };
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
function postgresReason(code: string, text: string): ServerRefusal['reason'] | undefined {
  if (code === '28000' && text.includes('pg_hba.conf')) return 'no-hba-entry';
  if (code === '53300') return 'too-many-connections';
  return code === '57P03' ? 'starting-up' : undefined;
}
