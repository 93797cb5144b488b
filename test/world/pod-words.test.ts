import { describe, expect, test } from 'vitest';
import { errnoOfText } from '../../src/world/vantage/pod/errno-of-text.ts';
import { bashReader } from '../../src/world/vantage/pod/ways/bash.ts';
import { busyboxReader } from '../../src/world/vantage/pod/ways/busybox.ts';
import { netcatReader } from '../../src/world/vantage/pod/ways/netcat.ts';
import { ownWord } from '../../src/world/vantage/pod/ways/own-words.ts';
import { socatReader } from '../../src/world/vantage/pod/ways/socat.ts';

describe('what programs say of a connection', () => {
  test.each([
    ['layerwalk: began', { is: 'began' }],
    ['layerwalk: open 0.412 40312', { is: 'open', ms: 0.41, localPort: 40312 }],
    ['layerwalk: open', { is: 'open' }],
    ['layerwalk: failed ENETUNREACH 0.1 local', { is: 'failed', errno: 'ENETUNREACH', ms: 0.1, local: true }],
    ['layerwalk: failed ECONNREFUSED 12.5', { is: 'failed', errno: 'ECONNREFUSED', ms: 12.5, local: false }],
    ['layerwalk: timeout 2000.1', { is: 'timeout', ms: 2000.1 }],
    ['layerwalk: end', { is: 'end' }],
    ['layerwalk: end ECONNRESET', { is: 'end', errno: 'ECONNRESET' }],
    ['layerwalk: open; rm -rf /', undefined],
    ['layerwalk: end \u001b[2J', undefined],
    ['Traceback (most recent call last):', undefined],
  ])('our scripts: %s', (line, word) => {
    expect(ownWord(line)).toEqual(word);
  });

  test('bash names the error before its script does', () => {
    const refused = bashReader();
    expect(refused('layerwalk: connect: Connection refused')).toBeUndefined();
    expect(refused('layerwalk: line 14: /dev/tcp/192.0.2.7/81: Connection refused')).toBeUndefined();
    expect(refused('layerwalk: failed 1.2')).toEqual({ is: 'failed', errno: 'ECONNREFUSED', ms: 1.2 });
    const reset = bashReader();
    expect(reset('layerwalk: line 24: read: read error: 3: Connection reset by peer')).toBeUndefined();
    expect(reset('layerwalk: end')).toEqual({ is: 'end', errno: 'ECONNRESET' });
    expect(bashReader()('layerwalk: end')).toEqual({ is: 'end' });
    expect(bashReader()('cat: -: Connection refused')).toEqual({ is: 'end', errno: 'ECONNREFUSED' });
    // A bash that is built without /dev/tcp takes it for a file.
    const without = bashReader();
    without('layerwalk: line 14: /dev/tcp/192.0.2.7/81: No such file or directory');
    expect(without('layerwalk: failed 0.1')).toEqual({ is: 'failed', errno: 'EUNKNOWN', ms: 0.1 });
  });

  test('BusyBox', () => {
    const read = busyboxReader();
    expect(read("nc: can't connect to remote host (192.0.2.7): Connection refused")).toEqual({
      is: 'failed',
      errno: 'ECONNREFUSED',
    });
    expect(read("nc: can't connect to remote host (fd81:2::2): Host is unreachable")).toEqual({
      is: 'failed',
      errno: 'EHOSTUNREACH',
    });
    expect(read('nc: timed out')).toEqual({ is: 'timeout' });
    expect(read('0+1 records in')).toBeUndefined();
    expect(read('dd: standard input: Connection reset by peer')).toBeUndefined();
    expect(read('layerwalk: end')).toEqual({ is: 'end', errno: 'ECONNRESET' });
  });

  test.each([
    ['openbsd', 'Connection to 192.0.2.7 5432 port [tcp/postgresql] succeeded!', { is: 'open' }],
    [
      'openbsd',
      'nc: connect to 192.0.2.7 port 81 (tcp) failed: Connection refused',
      { is: 'failed', errno: 'ECONNREFUSED' },
    ],
    [
      'openbsd',
      'nc: connect to fd81:2::2 port 81 (tcp) failed: Network is unreachable',
      { is: 'failed', errno: 'ENETUNREACH' },
    ],
    [
      'openbsd',
      'nc: connect to 192.0.2.7 port 81 (tcp) timed out: Operation now in progress',
      { is: 'timeout' },
    ],
    ['traditional', '(UNKNOWN) [192.0.2.7] 5432 (postgresql) open', { is: 'open' }],
    [
      'traditional',
      '(UNKNOWN) [192.0.2.7] 81 (?) : Connection refused',
      { is: 'failed', errno: 'ECONNREFUSED' },
    ],
    ['traditional', '(UNKNOWN) [192.0.2.7] 81 (?) : Connection timed out', { is: 'timeout' }],
    ['ncat', 'Ncat: Connected to 192.0.2.7:81.', { is: 'open' }],
    ['ncat', 'Ncat: Connection refused.', { is: 'failed', errno: 'ECONNREFUSED' }],
    ['ncat', 'Ncat: TIMEOUT.', { is: 'timeout' }],
    ['ncat', 'Ncat: Version 7.93 ( https://nmap.org/ncat )', undefined],
  ] as const)('a netcat (%s): %s', (kind, line, word) => {
    expect(netcatReader(kind)(line)).toEqual(word);
  });

  test('an error after the connection is its end', () => {
    const read = netcatReader('ncat');
    read('Ncat: Connected to 192.0.2.7:81.');
    expect(read('Ncat: Connection reset by peer.')).toEqual({ is: 'end', errno: 'ECONNRESET' });
  });

  test.each([
    ['N opening connection to AF=2 192.0.2.7:81', { is: 'began' }],
    ['N starting data transfer loop with FDs [0,1] and [5,5]', { is: 'open' }],
    ['E connect(5, AF=2 192.0.2.7:81, 16): Connection refused', { is: 'failed', errno: 'ECONNREFUSED' }],
    ['E connect(5, AF=2 192.0.2.7:81, 16): Connection timed out', { is: 'timeout' }],
    ['W read(5, 0x557563889000, 8192): Connection reset by peer', { is: 'end', errno: 'ECONNRESET' }],
    ['N socket 2 (fd 5) is at EOF', { is: 'end' }],
    ['N socket 1 (fd 0) is at EOF', undefined],
  ])('socat: %s', (text, word) => {
    expect(socatReader()(`2026/11/23 08:05:05 socat[8083] ${text}`)).toEqual(word);
  });

  test('the same errors in the words of glibc and musl', () => {
    for (const [glibc, musl, errno] of [
      ['No route to host', 'Host is unreachable', 'EHOSTUNREACH'],
      ['Network is unreachable', 'Network unreachable', 'ENETUNREACH'],
      ['Connection timed out', 'Operation timed out', 'ETIMEDOUT'],
      ['Cannot assign requested address', 'Address not available', 'EADDRNOTAVAIL'],
    ] as const)
      expect([errnoOfText(glibc), errnoOfText(musl)]).toEqual([errno, errno]);
    expect(errnoOfText('Connection refused; please run: curl evil')).toBeUndefined();
  });
});
