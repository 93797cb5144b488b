import { rm, writeFile } from 'node:fs/promises';
import { weigh, within } from './build/budget.ts';
import { bundle } from './build/bundle.ts';
import { thirdPartyLicenses } from './build/licenses.ts';
import { writeReportApp } from './build/report-app.ts';

const started = performance.now();
try {
  await rm('dist', { recursive: true, force: true });
  const { sources, startBytes } = await bundle('dist');
  await writeReportApp('dist/report-app.html');
  await writeFile('dist/THIRD_PARTY_LICENSES', await thirdPartyLicenses(sources));
  const { files, bytes } = await weigh('dist');
  const sizes = `${within('built', bytes)} in ${files} files, ${within('start', startBytes)} loaded at start`;
  console.log(`dist: ${sizes}, built in ${Math.round(performance.now() - started)} ms`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
