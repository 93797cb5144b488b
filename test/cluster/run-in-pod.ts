import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Exec, KubeConfig, type V1Status } from '@kubernetes/client-node';

/** How a program in a container ended: its exit code, or why it could not be run. */
export interface PodRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: V1Status;
  /** The subprotocol that was agreed upon. */
  readonly protocol: string;
}

export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Runs a program in a container as kubectl does. Rejects where the API server refuses the connection. */
export async function runInPod(
  kubeconfig: string,
  { namespace, pod, container }: Place,
  argv: readonly string[],
  input?: string,
): Promise<PodRun> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const stdin = input === undefined ? null : new PassThrough().end(input);
  const { promise: ended, resolve: done } = Promise.withResolvers<V1Status>();
  const socket = await new Exec(config).exec(
    namespace,
    pod,
    container,
    [...argv],
    stdout,
    stderr,
    stdin,
    false,
    done,
  );
  const status = await ended;
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { stdout: out, stderr: err, status, protocol: socket.protocol };
}
