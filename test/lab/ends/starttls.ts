import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

// A mail server that speaks TLS only after STARTTLS (RFC 3207). Argument: JSON {port, chain}. Ends when it is killed.

const { port, chain }: { port: number; chain: string } = JSON.parse(process.argv[2] ?? '');
const secureContext = createSecureContext({
  cert: readFileSync(`pki/${chain}.pem`),
  key: readFileSync(`pki/${chain}.key`),
});

createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.write('220 mail.lab.example ESMTP\r\n');
  const read = (piece: Buffer): void => {
    const line = piece.toString('latin1');
    if (/^(?:EHLO|HELO)/i.test(line)) socket.write('250-mail.lab.example\r\n250 STARTTLS\r\n');
    else if (/^STARTTLS/i.test(line)) {
      socket.off('data', read);
      socket.write('220 go ahead\r\n');
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => secure.destroy());
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    else if (line.charCodeAt(0) === 0x16) socket.end('500 command unrecognized\r\n');
    else socket.write('500 command unrecognized\r\n');
  };
  socket.on('data', read);
}).listen(port, '::');
