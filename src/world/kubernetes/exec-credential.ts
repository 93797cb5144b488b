import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { runCommand } from '../command.ts';
import { programInPath } from './program-in-path.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import type { ExecEntry } from './kubeconfig/kubeconfig.ts';
import { ReadProblem } from './read-problem.ts';

const DEADLINE_MS = 20_000;

/** What a plugin answers: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/#ExecCredential. */
const ExecCredential = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});
export type ExecCredential = z.infer<typeof ExecCredential>['status'];

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Runs the credential plugin that the user's kubeconfig names, with the user's environment, without a terminal, and to a
 * deadline. Throws ReadProblem('credentials'); what the plugin wrote to stderr is in `said`.
 */
export async function execCredential(
  context: ChosenContext,
  exec: ExecEntry,
  env: Env,
  signal: AbortSignal,
): Promise<ExecCredential> {
  if (exec.interactiveMode === 'Always')
    throw new ReadProblem('credentials', 'the credential plugin of the kubeconfig needs a terminal');
  const program = isAbsolute(exec.command)
    ? exec.command
    : await programInPath(exec.command, env['PATH'] ?? '');
  if (program === null)
    throw new ReadProblem('credentials', 'the credential plugin of the kubeconfig is not installed', {
      said: exec.command,
    });
  const result = await runCommand(
    {
      program,
      args: exec.args ?? [],
      environment: environmentOf(context, exec, env),
      timeoutMs: DEADLINE_MS,
    },
    signal,
  );
  if (result.outcome === 'missing')
    throw new ReadProblem('credentials', 'the credential plugin of the kubeconfig is not installed');
  if (result.outcome !== 'exited' || result.exit !== 0) {
    const how = result.outcome === 'exited' ? `ended with status ${result.exit}` : 'did not end by itself';
    throw new ReadProblem('credentials', `the credential plugin of the kubeconfig ${how}`, {
      said: result.stderr,
    });
  }
  return read(result.stdout);
}

function read(stdout: string): ExecCredential {
  let json: unknown;
  try {
    json = JSON.parse(stdout);
  } catch {
    json = undefined;
  }
  const parsed = ExecCredential.safeParse(json);
  if (parsed.success) return parsed.data.status;
  throw new ReadProblem('credentials', 'the credential plugin of the kubeconfig wrote no ExecCredential');
}

function environmentOf({ cluster }: ChosenContext, exec: ExecEntry, env: Env): Record<string, string> {
  const config = cluster.extensions?.find(({ name }) => name === 'client.authentication.k8s.io/exec');
  const info = {
    apiVersion: exec.apiVersion,
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo && {
        cluster: {
          server: cluster.server,
          'tls-server-name': cluster['tls-server-name'],
          'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
          'certificate-authority-data': cluster['certificate-authority-data'],
          'proxy-url': cluster['proxy-url'],
          ...(config && { config: config.extension }),
        },
      }),
    },
  };
  const own = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
}
