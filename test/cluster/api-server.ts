import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_POLICY } from './audit-log.ts';
import type { Credentials } from './credentials.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { NODE_ADDRESS_TYPE } from './node-endpoint.ts';
import { clusterProgram } from './programs.ts';

/** Ranges of the cluster's virtual addresses, for Services of both families. */
const SERVICE_RANGES = '10.96.0.0/12,fd00:10:96::/112';

export interface ApiServerFiles {
  readonly folder: string;
  readonly audit: string;
  readonly credentials: Credentials;
}

/** Starts kube-apiserver with RBAC, without controllers, scheduler and admission by service accounts. */
export function startApiServer(
  { folder, audit, credentials }: ApiServerFiles,
  port: number,
  etcd: number,
): Daemon {
  const policy = join(folder, 'audit-policy.json');
  writeFileSync(policy, JSON.stringify(AUDIT_POLICY));
  const flags = {
    'bind-address': '127.0.0.1',
    'secure-port': port,
    'advertise-address': '127.0.0.1',
    'etcd-servers': `http://127.0.0.1:${etcd}`,
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': credentials.authority,
    'tls-cert-file': credentials.serverCertificate,
    'tls-private-key-file': credentials.serverKey,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': credentials.tokenPublicKey,
    'service-account-signing-key-file': credentials.tokenKey,
    'service-cluster-ip-range': SERVICE_RANGES,
    'kubelet-certificate-authority': credentials.authority,
    'kubelet-client-certificate': credentials.nodeClientCertificate,
    'kubelet-client-key': credentials.nodeClientKey,
    'kubelet-preferred-address-types': NODE_ADDRESS_TYPE,
    // Nobody makes the `default` account of a namespace, which this would demand of every pod.
    'disable-admission-plugins': 'ServiceAccount',
    // There is no Service in front of this server.
    'endpoint-reconciler-type': 'none',
    'audit-log-path': audit,
    'audit-policy-file': policy,
    'allow-privileged': true,
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  return startDaemon([clusterProgram('kube-apiserver') ?? '', ...args], join(folder, 'kube-apiserver.log'));
}
