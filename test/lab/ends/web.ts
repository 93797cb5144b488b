import { readFileSync } from 'node:fs';
import { createServer as plain, type RequestListener } from 'node:http';
import { createServer as secure, type ServerOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Material, WebWish } from '../serving/web.ts';

// An HTTP or HTTPS server. Argument: JSON of WebWish. Ends when it is killed.

const wish: WebWish = JSON.parse(process.argv[2] ?? '');
const { port, host = '::', tls, status = 200, headers = {}, body = 'well\n', silent = false } = wish;

let requests = 0;
const serve: RequestListener = (request, response) => {
  if (silent) return;
  requests += 1;
  if (wish.inTurnWith && requests % 2 === 1) {
    response.writeHead(wish.inTurnWith.status, wish.inTurnWith.headers).end();
    return;
  }
  const location = wish.loop === true ? { location: request.url === '/a' ? '/b' : '/a' } : {};
  response.writeHead(status, { 'content-type': 'text/plain', ...location, ...headers });
  response.end(wish.file === undefined ? body : readFileSync(`pki/${wish.file}`));
};

const files = ({ chain, key = chain }: Material) => ({
  cert: readFileSync(`pki/${chain}.pem`),
  key: readFileSync(`pki/${key}.key`),
});

function tlsOptions(): ServerOptions {
  const {
    min,
    max,
    ciphers,
    alpn,
    clientCa,
    names = {},
    staple: _stapled,
    ...material
  } = tls ?? { chain: 'good' };
  const contexts = Object.entries(names).map(
    ([name, chain]) => [name, createSecureContext(files({ chain }))] as const,
  );
  return {
    ...files(material),
    // Old versions and small keys are refused at the default security level of OpenSSL.
    ciphers: ciphers ?? 'ALL:@SECLEVEL=0',
    minVersion: min ?? 'TLSv1',
    ...(max !== undefined && { maxVersion: max }),
    ...(alpn && { ALPNProtocols: alpn }),
    ...(clientCa !== undefined && {
      requestCert: true,
      rejectUnauthorized: true,
      ca: readFileSync(`pki/${clientCa}.pem`),
    }),
    ...(contexts.length > 0 && {
      SNICallback: (name, done) => done(null, contexts.find(([each]) => each === name)?.[1]),
    }),
  };
}

const server = tls ? secure(tlsOptions(), serve) : plain(serve);
if (tls?.staple !== undefined) {
  const response = readFileSync(`pki/${tls.staple}.ocsp`);
  server.on(
    'OCSPRequest',
    (_certificate: Buffer, _issuer: Buffer, done: (error: null, der: Buffer) => void) => done(null, response),
  );
}
server.on('tlsClientError', (_error: Error, socket) => socket.destroy());
if (wish.keepAliveMs !== undefined) server.keepAliveTimeout = wish.keepAliveMs;
server.listen(port, host);
