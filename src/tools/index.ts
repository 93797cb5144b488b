import { dnsLookup } from './dns-lookup/tool.ts';
import { httpProbe } from './http-probe/tool.ts';
import { netpolAudit } from './netpol-audit/tool.ts';
import { pathMtu } from './path-mtu/tool.ts';
import { pathTrace } from './path-trace/tool.ts';
import { serviceAudit } from './service-audit/tool.ts';
import { sgChain } from './sg-chain/tool.ts';
import { tcpProbe } from './tcp-probe/tool.ts';
import { tlsInspect } from './tls-inspect/tool.ts';

/** Every tool, in walking order. */
export const tools = [
  dnsLookup,
  serviceAudit,
  tcpProbe,
  pathTrace,
  netpolAudit,
  sgChain,
  tlsInspect,
  httpProbe,
  pathMtu,
] as const;
