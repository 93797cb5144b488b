import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificate, type Issued } from '../servers/tls-certificate.ts';

/** The files of a cluster's credentials, as kubeadm would make them: one authority, and who is known by it. */
export interface Credentials {
  readonly authority: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  /** Of the API server as a client of kubelets. */
  readonly nodeClientCertificate: string;
  readonly nodeClientKey: string;
  /** Signs the tokens of service accounts, and its public half. */
  readonly tokenKey: string;
  readonly tokenPublicKey: string;
  readonly admin: Identity;
  /** The harness itself, apart from `admin`, so that its requests can be told from those of a test. */
  readonly harness: Identity;
}

/** A user known by a client certificate; PEM texts. */
export interface Identity {
  readonly user: string;
  readonly certificate: string;
  readonly key: string;
}

const NAMES = ['127.0.0.1', '::1', 'localhost', 'kubernetes', 'kubernetes.default.svc'];
const ALL_POWERFUL = 'system:masters';

/** Makes the credentials of a new cluster in a folder. */
export function makeCredentials(folder: string): Credentials {
  const authority = certificate({ name: 'cluster-ca', ca: true });
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const user = (name: string): Issued => certificate({ name, organization: ALL_POWERFUL, issuer: authority });
  const identity = (name: string): Identity => {
    const { cert, key } = user(name);
    return { user: name, certificate: cert, key };
  };
  const server = certificate({ name: 'kube-apiserver', san: NAMES, issuer: authority });
  const nodeClient = user('kube-apiserver-kubelet-client');
  const tokens = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    authority: file('ca.crt', authority.cert),
    serverCertificate: file('server.crt', server.cert),
    serverKey: file('server.key', server.key),
    nodeClientCertificate: file('node-client.crt', nodeClient.cert),
    nodeClientKey: file('node-client.key', nodeClient.key),
    tokenKey: file('tokens.key', tokens.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    tokenPublicKey: file('tokens.pub', tokens.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    admin: identity('kubernetes-admin'),
    harness: identity('test-harness'),
  };
}
