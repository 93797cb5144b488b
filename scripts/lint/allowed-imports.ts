/** Where a part of the house lives, and all it may import. Paths are from the project's root. */
interface House {
  /** Its name in messages. The first house whose `files` match is the one. */
  name: string;
  files: RegExp;
  /** Path prefixes; `OWN/` is what the first group of `files` matched. */
  local: readonly string[];
  /** npm packages and Node modules; a trailing `*` stands for any ending. */
  packages: readonly string[];
}

const quietNodeModules = [
  'node:process',
  'node:crypto',
  'node:util',
  'node:events',
  'node:stream',
  'node:tty',
];

const houses: readonly House[] = [
  { name: 'core', files: /^src\/core\//, local: ['src/core/'], packages: ['zod'] },
  { name: 'wire', files: /^src\/wire\//, local: ['src/core/', 'src/wire/'], packages: [] },
  {
    name: 'the registry',
    files: /^src\/tools\/index\.ts$/,
    local: ['src/core/', 'src/tools/'],
    packages: [],
  },
  { name: 'a tool', files: /^(src\/tools\/[^/]+\/)/, local: ['OWN/', 'src/core/'], packages: ['zod'] },
  {
    name: 'diagnosis',
    files: /^src\/diagnosis\//,
    local: ['src/core/', 'src/tools/', 'src/diagnosis/'],
    packages: ['zod'],
  },
  {
    name: 'world/command.ts',
    files: /^src\/world\/command\.ts$/,
    local: ['src/core/', 'src/wire/', 'src/world/'],
    packages: ['node:*', 'execa'],
  },
  {
    name: 'world/kubernetes',
    files: /^src\/world\/kubernetes\//,
    local: ['src/core/', 'src/wire/', 'src/world/'],
    packages: ['node:*', 'zod', 'yaml', '@kubernetes/client-node*'],
  },
  {
    name: 'world/snapshot/manifests',
    files: /^src\/world\/snapshot\/manifests\//,
    local: ['src/core/', 'src/wire/', 'src/world/'],
    packages: ['node:*', 'zod', 'yaml'],
  },
  {
    name: 'world/aws',
    files: /^src\/world\/aws\//,
    local: ['src/core/', 'src/wire/', 'src/world/'],
    packages: ['node:*', 'zod', '@aws-sdk/*'],
  },
  {
    name: 'world',
    files: /^src\/world\//,
    local: ['src/core/', 'src/wire/', 'src/world/'],
    packages: ['node:*', 'zod'],
  },
  {
    name: 'mcp over HTTP',
    files: /^src\/mcp\/http(\.ts$|\/)/,
    local: ['src/core/', 'src/diagnosis/', 'src/mcp/'],
    packages: [
      'zod',
      '@modelcontextprotocol/server*',
      'hono*',
      '@hono/node-server*',
      'node:http',
      ...quietNodeModules,
    ],
  },
  {
    name: 'mcp',
    files: /^src\/mcp\//,
    local: ['src/core/', 'src/diagnosis/', 'src/mcp/'],
    packages: ['zod', '@modelcontextprotocol/server*', ...quietNodeModules],
  },
  {
    name: 'cli',
    files: /^src\/cli\//,
    local: ['src/core/', 'src/diagnosis/', 'src/cli/'],
    packages: ['zod', 'commander', ...quietNodeModules],
  },
  {
    name: 'the page of a report',
    files: /^src\/page\//,
    local: ['src/diagnosis/render/', 'src/page/'],
    packages: [],
  },
  { name: 'main.ts', files: /^src\/main\.ts$/, local: ['src/', 'package.json'], packages: ['node:*'] },
  { name: 'bin.ts', files: /^src\/bin\.ts$/, local: ['src/main.js'], packages: [] },
];

/**
 * Why the file `from` may not import `imported`, or null where it may. Both are paths from the project's root;
 * `imported` may also be the name of a package. Files outside `src` may import anything.
 */
export function refusal(from: string, imported: string): string | null {
  if (!from.startsWith('src/')) return null;
  const house = houses.find(({ files }) => files.test(from));
  if (!house) return `No import rule covers ${from}: it belongs in one of the folders of ARCHITECTURE.md.`;
  const own = house.files.exec(from)?.[1] ?? '';
  const local = house.local.map((prefix) => prefix.replace('OWN/', own));
  const allowed = [...local.map((prefix) => `${prefix}*`), ...house.packages];
  if (allowed.some((pattern) => matches(pattern, imported))) return null;
  return `${house.name} may import ${[...local, ...house.packages].join(', ')} only, not ${imported}.`;
}

function matches(pattern: string, imported: string): boolean {
  return pattern.endsWith('*') ? imported.startsWith(pattern.slice(0, -1)) : imported === pattern;
}
