import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets the bundler leave out the shapes of AWS calls that are never made. A key that is computed from a constant may have side
 * effects for all it knows, so that it would keep every shape; here such keys are written out. EC2 alone shrinks tenfold.
 */
export const awsSchemas: Plugin = {
  name: 'aws-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/[^/]+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const constants = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
      );
      const contents = source.replace(/\[(_\w+)\]:/g, (key, name: string) => {
        const text = constants.get(name);
        return text === undefined ? key : `${text}:`;
      });
      return { contents, loader: 'js' };
    });
  },
};
