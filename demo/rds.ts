import { fileURLToPath } from 'node:url';
import type { Case } from './cases.ts';

/** An account as the AWS CLI printed it, and the pods of its cluster, in place of both. */
export const RDS_FLAGS = [
  '--aws-dump',
  fileURLToPath(new URL('rds', import.meta.url)),
  '--manifests',
  fileURLToPath(new URL('rds-pods.yaml', import.meta.url)),
];

/** "pods cannot reach the RDS proxy on 5432": asked by the proxy's name, and as a walk from the pod to its address. */
export const RDS_CASES: readonly Case[] = [
  {
    title: 'Pods cannot reach the RDS proxy on 5432 (an account from files)',
    tool: 'sg_chain',
    input: { source: '10.20.1.77', destination: 'db-proxy/orders', port: 5432 },
    code: 'firewall.egress-missing',
  },
  {
    title: 'The same from the pod, its policies judged too',
    tool: 'diagnose',
    input: { target: '10.20.2.15:5432', source: 'payments/api-1' },
    code: 'firewall.egress-missing',
  },
];
