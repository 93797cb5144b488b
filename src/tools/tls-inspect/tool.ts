import { formatHostPort } from '../../core/target/host-port.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe.ts';

export const tlsInspect = defineTool({
  name: 'tls_inspect',
  title: 'Inspect TLS',
  description:
    'Why does the TLS handshake or the certificate fail? Chain as sent, names, dates, trust by store, client certificate, versions, ALPN, SNI, hello size, STARTTLS.',
  layer: 'tls',
  input: Input,
  observation: Observation,
  failures,
  target: ({ host, port }) => formatHostPort(host, port),
  observe,
  evaluate,
});
