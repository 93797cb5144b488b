import type { Targets } from './targets.ts';

/** One call, and after how long it is called off, in milliseconds, if it is. */
export interface Question {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly cancelAfterMs?: number;
}

const HOST = '127.0.0.1';

/** The questions that a soak asks over and over: each tool that sends, ends that are well and ends that are not, some called off. */
export function questions(at: Targets): readonly Question[] {
  const diagnose = (target: string, more: Partial<Question> = {}): Question => ({
    tool: 'diagnose',
    arguments: { target, source: 'local' },
    ...more,
  });
  const tcp = (port: number): Question => ({ tool: 'tcp_probe', arguments: { host: HOST, ports: [port] } });
  const tls = (port: number, more: Partial<Question> = {}): Question => ({
    tool: 'tls_inspect',
    arguments: { host: HOST, port },
    ...more,
  });
  const http = (port: number, more: Partial<Question> = {}): Question => ({
    tool: 'http_probe',
    arguments: { url: `http://${HOST}:${port}/` },
    ...more,
  });
  return [
    tcp(at.web),
    http(at.web),
    diagnose(`${HOST}:${at.closed}`),
    tcp(at.closed),
    tls(at.secure),
    http(at.garbage),
    tcp(at.resetting),
    diagnose(`http://${HOST}:${at.web}/`),
    http(at.resetting),
    { tool: 'dns_lookup', arguments: { name: 'soak.test.', types: ['A'], servers: [at.dns] } },
    tls(at.silent, { cancelAfterMs: 30 }),
    http(at.trickling, { cancelAfterMs: 30 }),
    diagnose(`https://${HOST}:${at.silent}/`, { cancelAfterMs: 60 }),
    { tool: 'service_audit', arguments: { service: 'shop/web' } },
    { tool: 'tcp_probe', arguments: { host: 'not a host', ports: [1] } },
    { tool: 'tcp_probe', arguments: { host: '169.254.169.254', ports: [80] } },
    { tool: 'path_trace', arguments: { host: HOST, port: at.web }, cancelAfterMs: 100 },
    { tool: 'path_mtu', arguments: { host: HOST, port: at.web }, cancelAfterMs: 100 },
    tls(at.garbage),
    { tool: 'netpol_audit', arguments: { source: 'shop/a', destination: 'shop/b', port: 80 } },
  ];
}
