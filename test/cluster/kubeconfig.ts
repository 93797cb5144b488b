import { writeFileSync } from 'node:fs';

/** Who a kubeconfig file speaks for. */
export type Credential = { readonly token: string } | { readonly certificate: string; readonly key: string };

export interface KubeconfigWish {
  readonly file: string;
  readonly server: string;
  /** PEM. */
  readonly authority: string;
  readonly user: string;
  readonly credential: Credential;
}

/** Writes a kubeconfig file of one context, called `test`. JSON is YAML, too. */
export function writeKubeconfig({ file, server, authority, user, credential }: KubeconfigWish): void {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const proof =
    'token' in credential
      ? credential
      : {
          'client-certificate-data': base64(credential.certificate),
          'client-key-data': base64(credential.key),
        };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [{ name: user, user: proof }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
  };
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
}
