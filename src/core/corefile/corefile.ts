import * as z from 'zod';

const Word = z.string().max(8192);

/** A plugin of a server block, with the rest of its line and the lines of its own block. */
export const Directive = z.object({ name: Word, args: z.array(Word), lines: z.array(z.array(Word)) });
export type Directive = z.infer<typeof Directive>;

/** The zones that a server answers for, as written (`.:53`, `dns://corp.example`), and its plugins. */
export const ServerBlock = z.object({ keys: z.array(Word), directives: z.array(Directive) });
export type ServerBlock = z.infer<typeof ServerBlock>;

/** A Corefile; all words are foreign text. `imports` are files and snippets that it names and does not hold. */
export const Corefile = z.object({ blocks: z.array(ServerBlock), imports: z.array(Word) });
export type Corefile = z.infer<typeof Corefile>;

/** Plugins that decide what becomes of a name. Of all others only the name is kept: they may hold credentials. */
const DECIDING: ReadonlySet<string> = new Set(['rewrite', 'hosts', 'template', 'forward', 'kubernetes']);

/** A Corefile without what no verdict needs. */
export const reducedCorefile = ({ blocks, imports }: Corefile): Corefile => ({
  blocks: blocks.map(({ keys, directives }) => ({
    keys,
    directives: directives.map((one) =>
      DECIDING.has(one.name) ? one : { name: one.name, args: [], lines: [] },
    ),
  })),
  imports,
});
