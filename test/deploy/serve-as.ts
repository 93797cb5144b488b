import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { builtProgram } from '../protocol/program.ts';
import type { podSpec } from './pick.ts';

/** The server as a container would run it, on a port of its own. */
export interface Served {
  /** What each probe of the container is answered. */
  probes(): Promise<(readonly [string, number])[]>;
  /** Asks for an audit of policies under a Host header, with the first token. */
  audit(host: string): Promise<{ status: number; finding: unknown }>;
  stop(): Promise<{ code: number | null; signal: string | null }>;
}

const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal('http') }) });
const Listening = z.object({ event: z.literal('listening'), port: z.number() });
const Answer = z.object({
  result: z.object({ structuredContent: z.object({ checks: z.array(z.unknown()) }) }),
});

/** Starts the built program with the arguments and the environment of the pods' container, files being where they are here. */
export async function serveAs(
  spec: ReturnType<typeof podSpec>,
  { tokens, kubeconfig }: { tokens: string; kubeconfig: string },
): Promise<Served> {
  const [container] = spec.containers;
  const env = Object.fromEntries(
    container.env.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value.replaceAll('$(NAMESPACE)', 'layerwalk')]],
    ),
  );
  const args = container.args.map((arg) => (arg === '/etc/layerwalk/tokens' ? tokens : arg));
  const [bin = ''] = builtProgram().args;
  const child = spawn(process.execPath, [bin, ...args, '--port', '0'], {
    env: { ...env, LAYERWALK_KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const [line] = await once(createInterface({ input: child.stderr }), 'line');
  const { port } = Listening.parse(JSON.parse(line));
  const [, token = ''] = (await readFile(tokens, 'utf8')).split(/\s/);
  return {
    probes: () =>
      Promise.all(
        ['livenessProbe', 'readinessProbe'].map(async (name) => {
          const { path } = Probe.parse(container[name]).httpGet;
          return [name, (await fetch(`http://127.0.0.1:${port}${path}`)).status] as const;
        }),
      ),
    audit: async (host) => {
      const headers = {
        host,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      };
      const sent = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers });
      const given = { source: 'payments/client', destination: 'payments/server', port: 443 };
      const params = { name: 'netpol_audit', arguments: given };
      sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }));
      const [response] = await once(sent, 'response');
      const body = await text(response);
      if (response.statusCode !== 200) return { status: response.statusCode, finding: undefined };
      const message = JSON.parse(body.replace(/^.*?^data: /ms, ''));
      return { status: 200, finding: Answer.parse(message).result.structuredContent.checks[0] };
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
