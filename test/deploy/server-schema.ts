import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { goCommand } from '../cluster/go-toolchain.ts';
import type { Wants } from '../needs.ts';

/** The MCP registry's own program, a Go module (checked against Go's checksum database), carries the schemas that it takes. */
const REGISTRY = 'github.com/modelcontextprotocol/registry';
const VERSION = 'v1.8.8';
const SCHEMA = 'internal/validators/schemas/2025-12-11.json';

/** Where the schema of server.json is kept. */
export const serverSchema = (): string =>
  join(
    process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    'layerwalk-test',
    `mcp-registry-${VERSION}`,
    basename(SCHEMA),
  );

/** Fetches the schema unless it is there. */
export function fetchServerSchema(): void {
  if (existsSync(serverSchema())) return;
  const env = { ...process.env, HOME: homedir() };
  const told = execFileSync(goCommand(), ['mod', 'download', '-json', `${REGISTRY}@${VERSION}`], {
    encoding: 'utf8',
    cwd: '/',
    env,
  });
  const { Dir } = JSON.parse(told) as { Dir: string };
  mkdirSync(dirname(serverSchema()), { recursive: true });
  copyFileSync(join(Dir, SCHEMA), serverSchema());
}

/** What a test asks that reads the schema. */
export const schemaNeeds = (): Wants => ({
  also: existsSync(serverSchema()) ? [] : ['the schema of server.json (npm run deploy:build)'],
});
