/**
 * Connects once for each size, all at once, listens for a greeting, sends one segment of that packet size on each connection, and
 * tells what the kernel says of it: struct tcp_info (linux/tcp.h, tcp(7)) and SIOCOUTQ. A size of 0 is the largest that the kernel sends
 * as one packet. Arguments: address, port, seconds to connect, to listen and to wait, bytes to send (hexadecimal), the sizes.
 * Standard library only; -I reads nothing of the container's directories.
 */
const PROGRAM = `
import errno, fcntl, json, select, socket, struct, sys, time
address, port = sys.argv[1], int(sys.argv[2])
patience, listen, wait = (float(one) for one in sys.argv[3:6])
filler = bytes.fromhex(sys.argv[6])
sizes = [int(one) for one in sys.argv[7:]]
six = ':' in address
family = socket.AF_INET6 if six else socket.AF_INET
bare = 60 if six else 40
def info(s):
    data = s.getsockopt(socket.IPPROTO_TCP, 11, 104)
    words = struct.unpack('=24I', data[8:104])
    return {'probes': data[3], 'timestamps': bool(data[5] & 1), 'mss': words[2], 'unacked': words[4], 'pmtu': words[13], 'rtt': words[15], 'advertised': words[19], 'resent': words[23]}
def queued(s): return struct.unpack('i', fcntl.ioctl(s, 0x5411, b'\\0\\0\\0\\0'))[0]
lines = []
for size in sizes:
    line = {'size': size, 'outcome': 'failed', 'ms': 0}
    lines.append(line)
    try:
        s = socket.socket(family, socket.SOCK_STREAM)
        s.setblocking(False)
        line['start'] = time.time()
        found = s.connect_ex((address, port))
        if found not in (0, errno.EINPROGRESS):
            line['errno'] = errno.errorcode.get(found, 'EUNKNOWN'); line['local'] = True; s.close(); continue
        line['s'] = s
    except OSError as e:
        line['errno'] = errno.errorcode.get(e.errno, 'EUNKNOWN'); line['local'] = True
def pending(): return [one for one in lines if 's' in one and one['outcome'] == 'failed' and 'errno' not in one]
end = time.time() + patience
while pending() and time.time() < end:
    ready = select.select([], [one['s'] for one in pending()], [], end - time.time())[1]
    for one in pending():
        if one['s'] in ready:
            found = one['s'].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            one['connect'] = (time.time() - one['start']) * 1000
            if found: one['errno'] = errno.errorcode.get(found, 'EUNKNOWN')
            else: one['outcome'] = 'open'
for one in pending(): one['errno'] = 'ETIMEDOUT'
live = [one for one in lines if one['outcome'] == 'open']
greeting = b''
end = time.time() + listen
while live and not greeting and time.time() < end:
    for s in select.select([one['s'] for one in live], [], [], end - time.time())[0]:
        try: greeting = s.recv(512)
        except OSError: greeting = b''
        if not greeting: end = 0
for one in live:
    s = one['s']
    try:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        now = info(s)
        one['start_pmtu'], one['mss'], one['advertised'], one['timestamps'] = now['pmtu'], now['mss'], now['advertised'], now['timestamps']
        head = bare + (12 if now['timestamps'] else 0)
        one['headers'] = head
        most = now['mss'] + head
        if one['size'] == 0 or one['size'] > most: one['size'] = min(most, head + len(filler))
        if filler:
            s.send(filler[:one['size'] - head])
            one['outcome'] = 'waiting'
        one['sent'] = time.time()
    except OSError:
        one['outcome'] = 'ended'
def look():
    for one in live:
        if one['outcome'] not in ('waiting', 'window', 'stuck'): continue
        try:
            now, left = info(one['s']), queued(one['s'])
        except OSError:
            one['outcome'] = 'ended'; continue
        one['resent'], one['pmtu'], one['now_mss'], one['rtt'] = now['resent'], now['pmtu'], now['mss'], now['rtt'] / 1000
        if left == 0:
            one['outcome'] = 'acknowledged' if now['rtt'] else 'ended'
            one['ms'] = (time.time() - one['sent']) * 1000
            continue
        if now['unacked'] == 0 and now['probes'] > 0: one['outcome'] = 'window'
        if now['resent'] > 0:
            one.setdefault('again', time.time())
            if time.time() - one['again'] > max(0.1, 3 * now['rtt'] / 1e6): one['outcome'] = 'stuck'
        one['ms'] = (time.time() - one['sent']) * 1000
end = time.time() + wait
while True:
    look()
    if time.time() > end or all(one['outcome'] in ('acknowledged', 'ended', 'stuck', 'open') for one in live): break
    time.sleep(0.01)
for one in lines:
    s = one.pop('s', None)
    for word in ('start', 'sent', 'again'): one.pop(word, None)
    if s is None: continue
    if one['outcome'] != 'open': s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    s.close()
print(json.dumps({'greeting': greeting.hex(), 'lines': lines}))
`;

/** One round of segments, each alone on a connection. */
export interface RoundRequest {
  readonly address: string;
  readonly port: number;
  readonly connectMs: number;
  readonly listenMs: number;
  readonly waitMs: number;
  /** What is sent, the beginning of it on each connection. */
  readonly filler: Buffer;
  /** Bytes of IP packets. */
  readonly sizes: readonly number[];
}

/** The argument vector for one round. */
export const segmentProgram = (asked: RoundRequest): { program: string; args: string[] } => ({
  program: 'python3',
  args: [
    '-I',
    '-c',
    PROGRAM,
    asked.address,
    String(asked.port),
    ...[asked.connectMs, asked.listenMs, asked.waitMs].map((ms) => String(ms / 1000)),
    asked.filler.toString('hex'),
    ...asked.sizes.map(String),
  ],
});
