import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from '../cli/program.ts';
import { runPage } from './run-page.ts';

const ASK = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'tcp_probe', arguments: { host: '169.254.169.254', ports: [80] } },
};

const NO_DOCKER = 'the tests of the Dockerfile play its steps, and run what they make as its container would';

/** A night of a server: one question, which it refused. */
async function logOfAnotherNight(file: string): Promise<void> {
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--http', '--no-auth', '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = createWriteStream(file);
  let said = '';
  const told = new Promise<string>((resolve) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      log.write(text);
      const port = /"port":(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
  await fetch(`http://127.0.0.1:${await told}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(ASK),
  }).then((response) => response.text());
  server.kill('SIGTERM');
  await once(server, 'close');
  log.end();
  await once(log, 'close');
}

runPage(
  'docs/operating.md',
  async (folder) => {
    await logOfAnotherNight(join(folder, 'layerwalk.log'));
    // The port may be taken on this machine.
    return { words: { 'serve --http': 'serve --http --port 0' } };
  },
  {
    'echo "incident-bot $(openssl rand -base64 32)" >> tokens.txt': {},
    'chmod 600 tokens.txt': {},
    'docker build --tag layerwalk .': { notRun: NO_DOCKER },
    'docker run --rm layerwalk diagnose https://api.example.com': { notRun: NO_DOCKER },
    'docker run --publish 127.0.0.1:8700:8700 --env LAYERWALK_TOKEN layerwalk': { notRun: NO_DOCKER },
    'npx -y ./layerwalk-*.tgz diagnose https://api.example.com': {
      notRun: 'the tests of the package pack it and run it by npx',
    },
    'layerwalk serve --http --token-file tokens.txt': { until: /"event":"listening".*"clients":1/ },
    'layerwalk serve --http --host 0.0.0.0 --allow-host layerwalk.example.com --token-file tokens.txt': {
      until: /"event":"listening","host":"0\.0\.0\.0"/,
    },
    'grep \'"event":"call"\' layerwalk.log | grep \'"verdict":"refused"\'': {
      says: /"tool":"tcp_probe","target":"169\.254\.169\.254"/,
    },
  },
);
