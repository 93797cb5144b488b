import './core/interpreted-schemas.ts';
import manifest from '../package.json' with { type: 'json' };
import { chooseFace } from './cli/face.ts';
import type { HttpStart } from './cli/http-flags.ts';
import type { StopSignal } from './cli/outside.ts';
import type { StartUp } from './core/start-up.ts';
import { leave } from './world/leave.ts';
import { openSession } from './world/session.ts';

const { version } = manifest;
const { env, stdin, stdout, stderr } = process;

/** How long what still runs after the last word may keep the process, in milliseconds. */
const LINGER_MS = 250;

/** Opens the world; what a recording must look like is loaded only for a replay. */
const open = (startUp: StartUp) =>
  openSession(startUp, async () => (await import('./diagnosis/observation-schema.ts')).observationSchema);

/** The page of the MCP App stands beside the built program; the source has none. */
const reportApp = async (): Promise<string> => {
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL('report-app.html', import.meta.url), 'utf8');
};

async function serve(startUp: StartUp): Promise<number> {
  const [{ serve: serveMcp }, session] = await Promise.all([import('./mcp/stdio.ts'), open(startUp)]);
  await serveMcp(session.world, { steps: session.steps, version, reportApp }, leave);
  await session.close();
  return 0;
}

/** Serves whoever has a token and reaches the port; the machine itself is then not for them to ask about. */
async function serveHttp(startUp: StartUp, http: HttpStart): Promise<number> {
  const [{ serveHttp: serveMcp }, { readClients }, { readSecret }, { ownAddresses }] = await Promise.all([
    import('./mcp/http.ts'),
    import('./mcp/http/clients.ts'),
    import('./world/secret-file.ts'),
    import('./world/own-address.ts'),
  ]);
  const { tokens, host, port, allowedHosts } = http;
  const clients =
    tokens &&
    ('file' in tokens
      ? readClients(await readSecret('--token-file', tokens.file), '--token-file')
      : readClients(tokens.text, 'LAYERWALK_TOKEN'));
  const session = await open({ ...startUp, refuseOwn: true });
  await serveMcp(session.world, {
    steps: session.steps,
    version,
    reportApp,
    host,
    port,
    hostnames: [...allowedHosts, ...ownAddresses()],
    ...(clients && { clients }),
  });
  await session.close();
  return 0;
}

async function command(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no error.
  stdout.on('error', () => undefined);
  const [{ runCli }, { complaint }] = await Promise.all([
    import('./cli/run-cli.ts'),
    import('./cli/complaint.ts'),
  ]);
  // Node's own end of a stray error has status 1, which would say that a layer fails.
  process.on('uncaughtException', (error) => {
    const { text, status } = complaint(error, env['LAYERWALK_DEBUG'] !== undefined);
    stderr.write(`${text}\n`);
    leave(status);
  });
  const status = await runCli(args, {
    open,
    serve: (startUp, http) => (http ? serveHttp(startUp, http) : serve(startUp)),
    readEntries: async (path) =>
      (await import('./world/snapshot/manifests/assertions-file.ts')).readEntries(path),
    mustBeWritable: async (flag, path) => (await import('./world/whole-file.ts')).mustBeWritable(flag, path),
    writePage: async (flag, path, text) =>
      (await import('./world/whole-file.ts')).writeWhole(flag, path, text, 0o644),
    machine: async () => (await import('./world/machine/machine.ts')).machine(),
    version,
    env,
    stdout,
    stderr,
    pause: async (ms, signal) => (await import('node:timers/promises')).setTimeout(ms, undefined, { signal }),
    onStop,
  });
  setTimeout(() => leave(status), LINGER_MS).unref();
  return status;
}

/** The first signal asks for an end, the second one is obeyed at once. */
function onStop(stop: (signal: StopSignal) => void): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    process.off(signal, listener);
    stop(signal === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => process.off('SIGINT', listener).off('SIGTERM', listener);
}

try {
  const args = process.argv.slice(2);
  const chosen = chooseFace(args, env, stdin.isTTY);
  process.exitCode = chosen.face === 'server' ? await serve(chosen.startUp) : await command(args);
} catch (error) {
  const { complaint } = await import('./cli/complaint.ts');
  const { text, status } = complaint(error, env['LAYERWALK_DEBUG'] !== undefined);
  stderr.write(`${text}\n`);
  process.exitCode = status;
}
