import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { dnsServer } from '../../test/servers/dns-server.ts';
import { zone } from '../../test/servers/dns-zone.ts';

// The far end of every measurement, a process of its own so that it is not timed along: a name server and an HTTPS
// server. Arguments: ADDRESS DNS_PORT HTTPS_PORT NAME KEY_FILE CERTIFICATE_FILE. Prints its two ports, ends with
// standard input.
const [address = '', dnsPort, httpsPort, name = '', key = '', cert = ''] = process.argv.slice(2);

const dns = await dnsServer(
  zone(`${name}. 60 SOA ns.${name}. admin.${name}. 1 60 60 60 60
        ${name}. 60 A ${address}`),
  { address, port: Number(dnsPort) },
);
const https = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
  response.end('well\n'),
);
https.on('tlsClientError', (_, socket) => socket.destroy());
https.listen(Number(httpsPort), address);
await once(https, 'listening');
const bound = https.address();
console.log(JSON.stringify({ dns: dns.port, https: typeof bound === 'object' ? bound?.port : null }));

process.stdin.on('end', () => process.exit(0)).resume();
