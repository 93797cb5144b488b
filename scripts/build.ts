import { rm } from 'node:fs/promises';
import { bundle } from './build/bundle.ts';
import { writeReportApp } from './build/report-app.ts';
import { checkSize } from './build/size.ts';
import { stagePackage } from './build/stage.ts';

const started = performance.now();
try {
  await rm('dist', { recursive: true, force: true });
  const bundled = await bundle('dist');
  await writeReportApp('dist/report-app.html');
  await stagePackage('dist', bundled.sources);
  const size = await checkSize('dist', bundled.startBytes);
  console.log(`dist: ${size}, built in ${Math.round(performance.now() - started)} ms`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
