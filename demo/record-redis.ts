import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { layerwalk } from '../test/cli/program.ts';
import { country } from '../test/cluster/scenes/ground/country.ts';
import { setUp } from '../test/cluster/scenes/ground/stage.ts';
import { REDIS_STORY } from '../test/cluster/scenes/redis-story.ts';
import { USUAL } from '../test/cluster/scenes/system.ts';
import { makeFolder, removeFolder } from '../test/lab/play/folder.ts';
import { REDIS_RECORDING } from './redis.ts';

// node demo/record-redis.ts: plays the story in the tests' cluster once more and keeps the walk that the demo replays.
const folder = await makeFolder();
try {
  await using running = new AsyncDisposableStack();
  const town = await running.use(country()).town(USUAL);
  running.use(await setUp(REDIS_STORY, town, folder));
  const record = join(folder, 'redis.json');
  const flags = ['--kubeconfig', await town.reader(true), '--allow-exec', '--record', record];
  const { status, stdout, stderr } = await layerwalk([...REDIS_STORY.ask, ...flags]);
  if (status !== 1) throw new Error(`ended with ${status}: ${stdout}${stderr}`);
  const style = await resolveConfig(REDIS_RECORDING);
  await writeFile(
    REDIS_RECORDING,
    await format(await readFile(record, 'utf8'), { ...style, parser: 'json' }),
  );
  await chmod(REDIS_RECORDING, 0o644);
  console.log(stdout);
} finally {
  await removeFolder(folder);
}
