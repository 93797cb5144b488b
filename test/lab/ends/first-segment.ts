import { connect, createServer } from 'node:net';

// Stands before a TLS server and reads a ClientHello from the first segment only, as some middleboxes do: what does not fit
// is never answered. Argument: JSON {port, to}. Ends when it is killed.

const { port, to }: { port: number; to: number } = JSON.parse(process.argv[2] ?? '');
const HEADER = 5;

createServer((client) => {
  client.on('error', () => client.destroy());
  client.once('data', (first: Buffer) => {
    const length = first.length >= HEADER ? first.readUInt16BE(3) : 0;
    // It goes on reading, so that the kernel acknowledges everything, and never says a word.
    if (length + HEADER > 1000) return void client.resume();
    const server = connect(to, '127.0.0.1', () => {
      server.write(first);
      client.pipe(server).pipe(client);
    });
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
    return undefined;
  });
}).listen(port, '::');
