import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { appPage } from '../../src/diagnosis/render/html/page.ts';

/** Writes the page of the MCP App: one file with the program of `src/page` in it. */
export async function writeReportApp(to: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['src/page/app.ts'],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    tsconfig: 'src/page/tsconfig.json',
    minify: true,
    // The page needs the words of the core, not its schemas.
    pure: ['z.enum'],
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  await writeFile(to, appPage(outputFiles.map(({ text }) => text).join('')));
}
