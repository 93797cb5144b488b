import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseIp } from '../../../core/address/ip.ts';
import type { Kubeconfig } from './kubeconfig.ts';

const NAME = 'in-cluster';
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The configuration of a program that runs in a pod with a service account
 * (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api); undefined elsewhere.
 */
export async function inCluster(
  env: Readonly<Record<string, string | undefined>>,
  folder: string = FOLDER,
): Promise<Kubeconfig | undefined> {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '';
  const tokenFile = join(folder, 'token');
  if (host === '' || port === '' || (await read(tokenFile)) === undefined) return undefined;
  const namespace = (await read(join(folder, 'namespace')))?.trim();
  return {
    'current-context': NAME,
    clusters: [
      {
        name: NAME,
        cluster: {
          server: `https://${parseIp(host)?.family === 6 ? `[${host}]` : host}:${port}`,
          'certificate-authority': join(folder, 'ca.crt'),
        },
      },
    ],
    users: [{ name: NAME, user: { tokenFile } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, ...(namespace && { namespace }) } }],
  };
}

const read = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);
