import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { dnsServer } from '../servers/dns-server.ts';

// Run inside the server's namespace: what the pods of the tests talk to. Prints "ready", then serves until it is ended.
const [folder = ''] = process.argv.slice(2);
const listen = (port: number, treat: (socket: Socket) => void) =>
  createServer((socket) => {
    socket.on('error', () => {});
    treat(socket);
  }).listen(port, '::');

listen(4001, (socket) => setTimeout(() => socket.resetAndDestroy(), 100));
listen(4002, (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
listen(4003, () => {});
listen(4004, (socket) => socket.write(Buffer.alloc(512, 'a\0b\u001b')));
listen(4005, (socket) => {
  const more = (): void => {
    while (socket.write(Buffer.alloc(65_536, 'x\0'))) if (socket.destroyed) return;
  };
  socket.on('drain', more);
  more();
});
listen(4006, (socket) => setTimeout(() => socket.end(), 100));
createHttpServer((_request, response) => {
  response.end('hello from the server\n'.repeat(200_000));
}).listen(8080, '::');
const pair = { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) };
createHttpsServer(pair, (_request, response) => {
  response.end('hello over TLS\n');
}).listen(8443, '::');
const WEB = 'web.shop.svc.cluster.local.';
await dnsServer(
  ({ name, type }) => {
    if (name !== WEB) return { rcode: 'NXDOMAIN' };
    return type === 'A' ? { answer: [{ name, type, class: 'IN', ttl: 30, data: '10.81.2.2' }] } : {};
  },
  { address: '10.81.2.2', port: 53 },
);
process.stdout.write('ready\n');
