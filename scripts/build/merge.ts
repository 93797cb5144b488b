import { build, type BuildOptions, type Plugin } from 'esbuild';
import { dirname, posix, relative, resolve } from 'node:path';

/** Bundled files by their path from the project's root, each with the names it exports. */
export type Files = ReadonlyMap<string, { text: string; exports: readonly string[] }>;

const linking: BuildOptions & { write: false } = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  write: false,
};

/**
 * Makes one file, `into`, of the chunks in `merged` and lets all others import from that. The bundler makes a chunk for
 * every set of entries that share code, and a program pays for each file that it loads at start.
 */
export async function mergeChunks(
  files: Files,
  merged: readonly string[],
  into: string,
): Promise<Map<string, string>> {
  const path = (from: string, to: string) => `./${posix.relative(posix.dirname(from), to)}`;
  // Two chunks may export the same name, so each name carries its chunk's number.
  const names = (file: string) =>
    files.get(file)?.exports.map((name) => ({ name, numbered: `c${merged.indexOf(file)}_${name}` })) ?? [];

  const all = merged.map((file) => {
    const list = names(file).map(({ name, numbered }) => `${name} as ${numbered}`);
    return `export { ${list.join(', ')} } from '${path(into, file)}';`;
  });
  const whole = await build({
    ...linking,
    stdin: { contents: all.join('\n'), resolveDir: dirname(into) },
    plugins: [inMemory(into, (file) => (merged.includes(file) ? files.get(file)?.text : undefined))],
  });

  const others = [...files.keys()].filter((file) => !merged.includes(file));
  const rest = await build({
    ...linking,
    entryPoints: others.map((file) => ({ in: `./${file}`, out: file.replace(/\.js$/, '') })),
    outdir: '.',
    plugins: [
      inMemory(into, (file, from) => {
        if (from === '') return files.get(file)?.text;
        if (!merged.includes(file)) return undefined;
        // A statement a name: those that nobody uses can go.
        return names(file)
          .map(({ name, numbered }) => `export { ${numbered} as ${name} } from '${path(from, into)}';`)
          .join('\n');
      }),
    ],
  });
  const texts = rest.outputFiles.map(({ path: file, text }): [string, string] => [relative('.', file), text]);
  return new Map([...texts, [into, whole.outputFiles[0]?.text ?? '']]);
}

/** Reads what `textOf` has for a file that another (none for an entry) imports, and leaves every other import as it is. */
function inMemory(loaded: string, textOf: (file: string, from: string) => string | undefined): Plugin {
  return {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, importer, resolveDir, kind }) => {
        const file = relative('.', resolve(resolveDir, path));
        const from = kind === 'entry-point' ? '' : relative('.', importer.split('?')[0] ?? '');
        const text = kind === 'dynamic-import' ? undefined : textOf(file, from);
        // Whoever imports from the merged file finds it loaded: names that are not used need no import.
        if (text === undefined)
          return { path, external: true, sideEffects: posix.basename(path) !== posix.basename(loaded) };
        // A door reads differently from another folder, and a chunk is one and the same from everywhere.
        return { path: resolve(file), namespace: 'memory', suffix: `?${text.length}`, pluginData: text };
      });
      onLoad({ filter: /./, namespace: 'memory' }, ({ path, pluginData }) => ({
        contents: pluginData,
        resolveDir: dirname(path),
        loader: 'js',
      }));
    },
  };
}
