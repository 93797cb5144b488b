import { connect, createServer } from 'node:net';

// A forward proxy for CONNECT and absolute-form. Argument: JSON {port, forbids, to}: it refuses every target with 403, or takes
// all of them for the address `to`. Ends when it is killed.

const {
  port,
  forbids = false,
  to,
}: { port: number; forbids?: boolean; to: string } = JSON.parse(process.argv[2] ?? '');

createServer((client) => {
  client.on('error', () => client.destroy());
  client.once('data', (piece: Buffer) => {
    const head = piece.toString('latin1');
    if (forbids)
      return void client.end('HTTP/1.1 403 Forbidden\r\nServer: lab-proxy\r\nContent-Length: 0\r\n\r\n');
    const [, method = '', target = ''] = /^(\S+) (\S+)/.exec(head) ?? [];
    const tunnel = method === 'CONNECT';
    const url = new URL(tunnel ? `http://${target}` : target);
    const upstream = connect(Number(url.port || 80), to, () => {
      if (tunnel) client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      else upstream.write(head.replace(target, url.pathname + url.search));
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () =>
      client.end('HTTP/1.1 502 Bad Gateway\r\nServer: lab-proxy\r\nContent-Length: 0\r\n\r\n'),
    );
    client.on('close', () => upstream.destroy());
    return undefined;
  });
}).listen(port, '::');
