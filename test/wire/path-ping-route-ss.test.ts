import { describe, expect, test } from 'vitest';
import { parsePing } from '../../src/wire/path/ping-output.ts';
import { parseRouteReport } from '../../src/wire/path/route-report.ts';
import { parseSocketDetails } from '../../src/wire/path/socket-details.ts';

// As iputils 20240905, iproute2 6.15 print in the lab.
const statistics = (received: 0 | 1, more = ''): string =>
  `\n--- 10.77.3.2 ping statistics ---\n1 packets transmitted, ${received} received, ${more}${received ? 0 : 100}% packet loss, time 0ms\n`;
const HEAD = 'PING 10.77.3.2 (10.77.3.2) 1472(1500) bytes of data.\n';

describe('ping', () => {
  test('an answer, with its round trip', () => {
    const said = `${HEAD}108 bytes from 10.77.3.2: icmp_seq=1 ttl=62 time=0.109 ms\n${statistics(1)}`;
    expect(parsePing(said, '')).toEqual({ outcome: 'answered', ms: 0.109 });
  });

  test('an answer too short to carry a time', () => {
    expect(parsePing('16 bytes from 10.77.3.2: icmp_seq=1 ttl=62\n', '')).toEqual({ outcome: 'answered' });
  });

  test.each([
    ['From 10.77.1.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)', '10.77.1.1'],
    ['From 2001:db8:77:1::1 icmp_seq=1 Packet too big: mtu=1400', '2001:db8:77:1::1'],
  ])('an ICMP error: %s', (line, from) => {
    const said = `${HEAD}${line}\n${statistics(0, '+1 errors, ')}`;
    expect(parsePing(said, '')).toEqual({ outcome: 'too-big', from, mtu: 1400 });
  });

  test('an ICMP error of an old router, which does not say what fits (RFC 1191 section 4)', () => {
    const line = 'From 10.77.1.1 icmp_seq=1 Frag needed and DF set (mtu = 0)\n';
    expect(parsePing(line, '')).toEqual({ outcome: 'too-big', from: '10.77.1.1' });
  });

  test.each([
    'ping: local error: message too long, mtu=1400\n',
    'ping: local error: message too long, mtu: 1500\n',
  ])('what this host knows itself: %s', (line) => {
    expect(parsePing(`${HEAD}${statistics(0, '+1 errors, ')}`, line)).toMatchObject({ outcome: 'local' });
  });

  test('silence', () => {
    expect(parsePing(`${HEAD}${statistics(0)}`, '')).toEqual({ outcome: 'silent' });
  });

  test.each([
    `${HEAD}From 10.77.2.2 icmp_seq=1 Destination Host Unreachable\n${statistics(0, '+1 errors, ')}`,
    'ping: socket: Operation not permitted\n',
    'ping: unrecognized option: M\nBusyBox v1.36.1 multi-call binary.\n',
    '',
  ])('another error, or another program, is no answer: %j', (said) => {
    expect(parsePing(said, '')).toBeUndefined();
  });
});

describe('ip route get', () => {
  test('an MTU that was learned expires', () => {
    const said =
      '[{"dst":"10.77.3.2","gateway":"10.77.1.1","dev":"c0","prefsrc":"10.77.1.2","flags":[],"uid":0,"cache":[],"expires":596,"metrics":[{"mtu":1400}]}]\n';
    expect(parseRouteReport(said)).toEqual({
      interface: 'c0',
      gateway: '10.77.1.1',
      mtu: 1400,
      expires: 596,
    });
  });

  test('no gateway on the own link, no MTU unless there is one', () => {
    const said =
      '[{"dst":"2001:db8:77:1::1","from":"::","dev":"c0","src":"2001:db8:77:1::2","metric":256,"flags":[],"pref":"medium"}]';
    expect(parseRouteReport(said)).toEqual({ interface: 'c0' });
  });

  test.each(['', '[]', '{}', 'null', '[null]', 'RTNETLINK answers: Network is unreachable\n'])(
    'no route, or no JSON: %j',
    (said) => {
      expect(parseRouteReport(said)).toBeUndefined();
    },
  );

  test.each(['0', '67', '70000', '"1400"', '1400.5', 'null'])('an MTU of %s is none', (mtu) => {
    expect(parseRouteReport(`[{"dev":"c0","metrics":[{"mtu":${mtu}}]}]`)).toEqual({ interface: 'c0' });
  });

  test('what is no name of an interface is left out', () => {
    expect(parseRouteReport('[{"dev":"a b/../c"}]')).toEqual({});
  });
});

const CONNECTION =
  'ESTAB 0      1448   10.77.1.2:50314 10.77.3.2:443 timer:(on,072ms,0)\n' +
  '\t skmem:(r0,rb131072,t0,tb87040,f1792,w2304,o0,bl0,d0) ts sack bbr wscale:10,10 rto:204 rtt:0.087/0.043 mss:1448 pmtu:1500 rcvmss:536 advmss:1448 cwnd:10 bytes_sent:2896 bytes_retrans:1448 bytes_acked:1 segs_out:4 segs_in:1 data_segs_out:2 unacked:1 retrans:0/1 rcv_space:14480 rcv_ssthresh:64088 minrtt:0.087 snd_wnd:65160 \n';

describe('ss', () => {
  test('a connection, on two lines or on one, with its options given back to the sizes', () => {
    const expected = {
      localPort: 50314,
      remotePort: 443,
      timestamps: true,
      mss: 1460,
      pathMtu: 1500,
      advertisedMss: 1460,
      receivedMss: 536,
      roundTripMs: 0.087,
      resent: 1,
      acknowledged: 1,
      received: 0,
      outOfOrder: 0,
      gap: false,
    };
    expect(parseSocketDetails(CONNECTION)).toEqual([expected]);
    expect(parseSocketDetails(CONNECTION.replace('\n\t', ' '))).toEqual([expected]);
  });

  test('without timestamps the MSS is what was agreed', () => {
    const said = CONNECTION.replace(') ts sack', ') sack').replace('mss:1448', 'mss:1460');
    expect(parseSocketDetails(said)).toMatchObject([{ timestamps: false, mss: 1460 }]);
  });

  test('segments that the program could not read yet wait behind a gap', () => {
    const waiting = CONNECTION.replace('(r0,', '(r2304,').replace('rcv_space', 'rcv_ooopack:2 rcv_space');
    expect(parseSocketDetails(waiting)).toMatchObject([{ gap: true, outOfOrder: 2 }]);
    expect(parseSocketDetails(waiting.replace('ESTAB 0 ', 'ESTAB 9 '))).toMatchObject([{ gap: false }]);
  });

  test('addresses of IPv6 stand in brackets', () => {
    const said = CONNECTION.replace('10.77.1.2:', '[2001:db8:77:1::2]:').replace('10.77.3.2:', '[::1]:');
    expect(parseSocketDetails(said)).toMatchObject([{ localPort: 50314, remotePort: 443 }]);
  });

  test('several, and those without a path MTU left out', () => {
    const closed = 'LAST-ACK 0 1 10.77.1.2:9 10.77.3.2:443\n\t ts sack cubic\n';
    expect(parseSocketDetails(`${CONNECTION}${closed}${CONNECTION}`)).toHaveLength(2);
  });
});
