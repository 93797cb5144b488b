import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { megabytes } from './flat.ts';
import { soak } from './soak.ts';

// npm run soak [-- --calls 10000]: asks servers over stdio and HTTP that many questions in all and prints every tenth of the way what they hold. Ends
// with 1 when anything has grown. Runs in a network namespace of its own, so that nothing leaves the machine.
const INSIDE = 'LAYERWALK_SOAK_NAMESPACE';
const SAMPLES = 10;
const { values } = parseArgs({ options: { calls: { type: 'string', default: '10000' } } });
const calls = Number(values.calls);
if (!Number.isInteger(calls) || calls < 2 * SAMPLES || process.platform !== 'linux') {
  console.error(`--calls takes a number of at least ${2 * SAMPLES}; a soak reads /proc of Linux.`);
  process.exitCode = 64;
} else if (process.env[INSIDE] === undefined) {
  process.exitCode = inNamespace();
} else {
  await run();
}

async function run(): Promise<void> {
  console.log(['server  ', '  calls', '  resident', 'handles', 'children'].join('  '));
  const every = Math.ceil(calls / 2 / SAMPLES);
  const grown = await soak({ calls, every }, ({ subject, calls: done, held }) =>
    console.log(
      [
        subject.padEnd(8),
        String(done).padStart(7),
        megabytes(held.rss).padStart(10),
        String(held.handles).padStart(7),
        String(held.children).padStart(8),
      ].join('  '),
    ),
  );
  console.log(
    grown.length === 0 ? `Flat over ${every * SAMPLES * 2} calls.` : `Not flat: ${grown.join('; ')}.`,
  );
  process.exitCode = grown.length === 0 ? 0 : 1;
}

function inNamespace(): number {
  const namespaces = process.getuid?.() === 0 ? '-n' : '-Urn';
  const up = 'ip link set lo up && exec "$@"';
  const program = [process.execPath, import.meta.filename, '--calls', String(calls)];
  const { status } = spawnSync('unshare', [namespaces, 'sh', '-c', up, 'soak', ...program], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  return status ?? 1;
}
