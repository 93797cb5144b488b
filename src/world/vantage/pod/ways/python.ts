import { hexLine, ownWord } from './own-words.ts';
import type { Destination, Vector, Way } from './way.ts';

// Address, port and seconds are the arguments. Standard library only; -I reads nothing of the container's directories.
const PREFACE = `
import errno, os, select, socket, sys, time
address, port, patience = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
family = socket.AF_INET6 if ':' in address else socket.AF_INET
def say(*words): os.write(2, ('layerwalk: ' + ' '.join(words) + '\\n').encode())
def name(number): return errno.errorcode.get(number, 'EUNKNOWN')
def ms(): return '%.3f' % ((time.time() - start) * 1000)
def emit(data):
    while data: data = data[os.write(1, data):]
start = time.time()
`;

const STREAM = `${PREFACE}
say('began')
try:
    s = socket.socket(family, socket.SOCK_STREAM)
except OSError as e:
    say('failed', name(e.errno), ms(), 'local'); sys.exit(1)
s.setblocking(False)
found = s.connect_ex((address, port))
if found not in (0, errno.EINPROGRESS):
    say('failed', name(found), ms(), 'local'); sys.exit(1)
if found:
    if not select.select([], [s], [], patience)[1]:
        say('timeout', ms()); sys.exit(1)
    found = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if found:
        say('failed', name(found), ms()); sys.exit(1)
took = ms()
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
say('open', took, str(s.getsockname()[1]))
out = b''
while True:
    r, w, _ = select.select([s] + ([0] if len(out) < 1000000 else []), [s] if out else [], [], 90)
    if not r and not w: sys.exit(0)
    if s in r:
        try:
            data = s.recv(65536)
        except BlockingIOError:
            continue
        except OSError as e:
            say('end', name(e.errno)); sys.exit(0)
        if not data:
            say('end'); sys.exit(0)
        emit(data)
    if 0 in r:
        data = os.read(0, 65536)
        if not data: sys.exit(0)
        out += data
    if w:
        try:
            out = out[s.send(out):]
        except BlockingIOError:
            pass
        except OSError:
            out = b''
`;

const DATAGRAMS = `${PREFACE}
say('began')
try:
    s = socket.socket(family, socket.SOCK_DGRAM)
    s.connect((address, port))
except OSError as e:
    say('failed', name(e.errno), ms(), 'local'); sys.exit(1)
lines = b''
while True:
    r = select.select([s, 0], [], [], 90)[0]
    if not r: sys.exit(0)
    try:
        if s in r: emit(s.recv(65536).hex().encode() + b'\\n')
        if 0 in r:
            data = os.read(0, 65536)
            if not data: sys.exit(0)
            *whole, lines = (lines + data).split(b'\\n')
            for line in whole: s.send(bytes.fromhex(line.decode()))
    except OSError as e:
        say('end', name(e.errno)); sys.exit(0)
`;

/** The way of Python 3. */
export const python: Way = {
  name: 'python3',
  tellsEnds: true,
  stream: (to) => vector(STREAM, to),
  datagrams: (to) => ({ ...vector(DATAGRAMS, to), encode: hexLine, hexLines: true }),
};

const vector = (script: string, { address, port, timeoutMs }: Destination): Vector => ({
  argv: ['python3', '-I', '-c', script, address, String(port), String(timeoutMs / 1000)],
  read: ownWord,
});
