import { describe, expect, test } from 'vitest';
import { serverRefusal } from '../../src/wire/server-refusal.ts';

/** An ERR packet as MySQL sends it in place of its greeting. */
function mysqlError(code: number, text: string, state = '', sequence = 0): Buffer {
  const body = Buffer.concat([Buffer.from([0xff, code & 0xff, code >> 8]), Buffer.from(state + text)]);
  return Buffer.concat([Buffer.from([body.length & 0xff, body.length >> 8, 0, sequence]), body]);
}

/** An ErrorResponse of PostgreSQL. */
function postgresError(fields: Record<string, string>): Buffer {
  const body = Buffer.from(
    `${Object.entries(fields)
      .map(([type, text]) => `${type}${text}\0`)
      .join('')}\0`,
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from('E'), length, body]);
}

describe('MySQL', () => {
  test.each([
    [1129, "Host 'h' is blocked because of many connection errors", '', 'host-blocked'],
    [1130, "Host 'h' is not allowed to connect to this MySQL server", '', 'host-not-allowed'],
    [1040, 'Too many connections', '#08004', 'too-many-connections'],
  ])('%i', (code, text, state, reason) => {
    expect(serverRefusal(mysqlError(code, text, state))).toEqual({
      product: 'mysql',
      reason,
      code: String(code),
      text,
    });
  });

  test('other errors, errors inside a session, greetings and cut packets are no refusal', () => {
    expect(serverRefusal(mysqlError(1045, 'Access denied for user'))).toBe(undefined);
    expect(serverRefusal(mysqlError(1130, 'Host is not allowed', '#HY000', 2))).toBe(undefined);
    expect(serverRefusal(Buffer.from('\x4a\0\0\0\x0a8.4.0\0abc', 'latin1'))).toBe(undefined);
    expect(serverRefusal(mysqlError(1130, 'x').subarray(0, 6))).toBe(undefined);
  });
});

describe('Redis', () => {
  test('protected mode and the connection limit', () => {
    const text =
      'DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user.';
    expect(serverRefusal(Buffer.from(`-${text}\r\n`))).toMatchObject({
      reason: 'protected-mode',
      code: 'DENIED',
      text,
    });
    expect(serverRefusal(Buffer.from('-ERR max number of clients reached\r\n'))).toMatchObject({
      product: 'redis',
      reason: 'too-many-connections',
    });
    expect(
      serverRefusal(Buffer.from('-ERR max number of clients + cluster connections reached\r\n')),
    ).toBeDefined();
  });

  test('other errors are no refusal', () => {
    expect(serverRefusal(Buffer.from('-NOAUTH Authentication required.\r\n'))).toBe(undefined);
    expect(serverRefusal(Buffer.from("-ERR wrong number of arguments for 'get' command\r\n"))).toBe(
      undefined,
    );
    expect(serverRefusal(Buffer.from('-DENIED by me\r\n'))).toBe(undefined);
  });
});

describe('PostgreSQL', () => {
  const hba = {
    S: 'FATAL',
    V: 'FATAL',
    C: '28000',
    M: 'no pg_hba.conf entry for host "10.0.0.7", user "app", database "app", no encryption',
    R: 'ClientAuthentication',
  };
  test('the host-based rules, in any language of the server', () => {
    expect(serverRefusal(postgresError(hba))).toMatchObject({
      reason: 'no-hba-entry',
      code: '28000',
      text: hba.M,
    });
    const german = { ...hba, S: 'SCHWERWIEGEND', M: 'kein pg_hba.conf-Eintrag für Host »10.0.0.7«' };
    expect(serverRefusal(postgresError(german))).toMatchObject({ reason: 'no-hba-entry' });
  });

  test('the connection limit and start-up', () => {
    const full = { S: 'FATAL', V: 'FATAL', C: '53300', M: 'sorry, too many clients already' };
    expect(serverRefusal(postgresError(full))).toMatchObject({ reason: 'too-many-connections' });
    const early = { S: 'FATAL', V: 'FATAL', C: '57P03', M: 'the database system is starting up' };
    expect(serverRefusal(postgresError(early))).toMatchObject({ reason: 'starting-up' });
  });

  test('28000 for another reason, errors that are not fatal, and cut messages are no refusal', () => {
    expect(serverRefusal(postgresError({ ...hba, M: 'role "app" does not exist' }))).toBe(undefined);
    expect(serverRefusal(postgresError({ ...hba, V: 'ERROR' }))).toBe(undefined);
    expect(serverRefusal(postgresError(hba).subarray(0, 10))).toBe(undefined);
    expect(serverRefusal(Buffer.from('EHLO mail.test\r\n'))).toBe(undefined);
  });
});
