import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { layerwalk } from '../cli/program.ts';
import { proxyServer } from '../servers/http-proxy.ts';
import { json, temporaryFolder } from '../servers/kubernetes-api.ts';
import { certificate } from '../servers/tls-certificate.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

// The package leaves most of the Kubernetes client out: what is left must do for credentials, trust and proxies.
test('the program reaches a cluster with a client certificate, directly and through a proxy', async () => {
  const ca = certificate({ name: 'cluster ca', ca: true });
  const own = certificate({ name: 'api', issuer: ca, san: ['127.0.0.1'] });
  const client = certificate({ name: 'reader', issuer: ca, usage: ['1.3.6.1.5.5.7.3.2'] });
  const callers: unknown[] = [];
  const server = createServer(
    { cert: own.cert, key: own.key, ca: ca.cert, requestCert: true },
    (request, response) => {
      callers.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
      json(response, { items: [{ metadata: { name: 'default' } }] });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await using folder = await temporaryFolder();
    await using proxy = await proxyServer();
    const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cluster = { server: `https://${at}`, 'certificate-authority-data': base64(ca.cert) };
    const user = { 'client-certificate-data': base64(client.cert), 'client-key-data': base64(client.key) };
    const direct = await folder.kubeconfig(cluster, user);
    const proxied = await folder.kubeconfig(
      { ...cluster, 'proxy-url': `http://127.0.0.1:${proxy.port}` },
      user,
      'proxied',
    );
    for (const file of [direct, proxied])
      expect((await layerwalk(['doctor'], { KUBECONFIG: file })).stdout).toContain(
        `context one, ${at}: answers`,
      );
    expect(callers).toEqual(['reader', 'reader']);
    expect(proxy.asked).toHaveLength(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
