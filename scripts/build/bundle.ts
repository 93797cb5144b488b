import { build, transform, type Metafile } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the bundler made: the source files it took code from, and the bytes that a server loads before its first answer. */
export interface Bundled {
  sources: string[];
  startBytes: number;
}

/**
 * Bundles `src/main.ts` into `out` with a chunk of its own for each `await import()`. Throws where a CommonJS
 * dependency would call `require` at run time, which a module does not have.
 */
export async function bundle(out: string): Promise<Bundled> {
  const { metafile, outputFiles } = await build({
    entryPoints: ['src/main.ts'],
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const broken = outputFiles.find((file) => file.text.includes('Dynamic require of'));
  if (broken)
    throw new Error(`${broken.path} calls require: give it one, or load that dependency another way`);
  await mkdir(join(out, 'chunks'), { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
  await stripBin(join(out, 'bin.js'));
  const sources = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  return { sources, startBytes: startBytes(metafile) };
}

/** `src/bin.ts` only loses its types: bundling it would add code that an old Node cannot parse. */
async function stripBin(to: string): Promise<void> {
  const source = await readFile('src/bin.ts', 'utf8');
  const { code } = await transform(source, {
    loader: 'ts',
    target: 'node10',
    supported: { 'dynamic-import': true },
  });
  await writeFile(to, `#!/usr/bin/env node\n${code}`, { mode: 0o755 });
}

const loadedAtStart = ['src/main.ts', 'src/mcp/stdio.ts'];

/** The bytes of the chunks of `loadedAtStart` and of every chunk that they import statically. */
function startBytes({ outputs }: Metafile): number {
  const loaded = new Set(
    Object.keys(outputs).filter((file) => loadedAtStart.includes(outputs[file]?.entryPoint ?? '')),
  );
  if (loaded.size < loadedAtStart.length)
    throw new Error(`not a chunk of its own: one of ${loadedAtStart.join(', ')}`);
  for (const file of loaded) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
    }
  }
  return [...loaded].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
