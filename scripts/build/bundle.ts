import { build, transform, type Metafile } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { awsSchemas } from './aws-schemas.ts';
import { globalProcess } from './global-process.ts';
import { onlyKubeconfig } from './only-kubeconfig.ts';
import { requiredBuiltins } from './required-builtins.ts';
import { mergeChunks } from './merge.ts';

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
    // ES modules, of which what nobody uses can be left out.
    mainFields: ['module', 'main'],
    target: 'node22.19',
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    // Only what runs in browsers imports it, and that is left out; a chunk of it would stay behind.
    external: ['bowser'],
    plugins: [globalProcess, onlyKubeconfig, requiredBuiltins, awsSchemas],
    write: false,
    logLevel: 'warning',
  });
  const broken = outputFiles.find((file) => file.text.includes('Dynamic require of'));
  if (broken)
    throw new Error(`${broken.path} calls require: give it one, or load that dependency another way`);
  const files = new Map(
    outputFiles.map(({ path, text }) => {
      const file = relative('.', path);
      return [file, { text, exports: metafile.outputs[file]?.exports ?? [] }];
    }),
  );
  const start = loadedAtStart(metafile);
  const merged = start.filter((file) => metafile.outputs[file]?.entryPoint === undefined);
  const written = await mergeChunks(files, merged, join(out, 'chunks/base.js'));
  await mkdir(join(out, 'chunks'), { recursive: true });
  await Promise.all([...written].map(([file, text]) => writeFile(file, text)));
  await stripBin(join(out, 'bin.js'));
  const sources = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const startBytes = [...start, join(out, 'chunks/base.js')].reduce(
    (sum, file) => sum + (written.get(file)?.length ?? 0),
    0,
  );
  return { sources, startBytes };
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

const startsWith = ['src/main.ts', 'src/mcp/stdio.ts'];

/** The chunks that a server loads before its first answer: of `startsWith`, and all that they import statically. */
function loadedAtStart({ outputs }: Metafile): string[] {
  const entries = Object.keys(outputs).filter((file) => startsWith.includes(outputs[file]?.entryPoint ?? ''));
  if (entries.length < startsWith.length)
    throw new Error(`one of ${startsWith.join(', ')} is no chunk of its own`);
  const loaded = new Set(entries);
  for (const file of loaded) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
    }
  }
  return [...loaded];
}
