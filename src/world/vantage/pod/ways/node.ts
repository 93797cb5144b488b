import { hexLine, ownWord } from './own-words.ts';
import type { Destination, Vector, Way } from './way.ts';

// Address, port and seconds are the arguments. Written for Node from version 10 on.
const PREFACE = `
const fs = require('fs');
const [address, port, patience] = process.argv.slice(1).map((text, at) => (at === 0 ? text : Number(text)));
const say = (...words) => fs.writeSync(2, 'layerwalk: ' + words.join(' ') + '\\n');
const start = process.hrtime();
const ms = () => { const [s, n] = process.hrtime(start); return (s * 1e3 + n / 1e6).toFixed(3); };
const code = (error) => (/^E[A-Z0-9]+$/.test(error.code) ? error.code : 'EUNKNOWN');
process.stdout.on('error', () => process.exit(1));
setTimeout(() => process.exit(0), 90000);
say('began');
`;

const STREAM = `${PREFACE}
const s = require('net').connect({ host: address, port, autoSelectFamily: false });
const late = setTimeout(() => { say('timeout', ms()); process.exit(1); }, patience * 1000);
let open = false;
s.on('connect', () => { open = true; clearTimeout(late); s.setNoDelay(); say('open', ms(), s.localPort); process.stdin.on('data', (bytes) => s.write(bytes)); });
s.on('error', (error) => {
  if (open) say('end', code(error)); else say('failed', code(error), ms(), / - Local \\(/.test(error.message) ? 'local' : '');
  process.exitCode = 1; leave();
});
s.on('data', (bytes) => { if (!process.stdout.write(bytes)) { s.pause(); process.stdout.once('drain', () => s.resume()); } });
s.on('end', () => { say('end'); leave(); });
const leave = () => { s.destroy(); process.stdin.destroy(); process.stdout.write('', () => process.exit()); };
process.stdin.on('end', () => process.exit(0));
`;

const DATAGRAMS = `${PREFACE}
const s = require('dgram').createSocket(address.includes(':') ? 'udp6' : 'udp4');
const fail = (error) => { if (error) { say('end', code(error)); process.exit(0); } };
s.on('error', fail);
s.on('message', (bytes) => process.stdout.write(bytes.toString('hex') + '\\n'));
let lines = '';
s.connect(port, address, (error) => {
  fail(error);
  process.stdin.setEncoding('latin1').on('data', (text) => {
    const parts = (lines + text).split('\\n');
    lines = parts.pop();
    for (const part of parts) s.send(Buffer.from(part, 'hex'), fail);
  }).on('end', () => process.exit(0));
});
`;

/** The way of Node. */
export const node: Way = {
  name: 'node',
  tellsEnds: true,
  stream: (to) => vector(STREAM, to),
  datagrams: (to) => ({ ...vector(DATAGRAMS, to), encode: hexLine, hexLines: true }),
};

const vector = (script: string, { address, port, timeoutMs }: Destination): Vector => ({
  argv: ['node', '-e', script, address, String(port), String(timeoutMs / 1000)],
  read: (line) => ownWord(line.trimEnd()),
});
