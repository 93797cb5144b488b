import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';

/** The revisions whose requirements are run: the last with a handshake, and the first without. */
export const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof REVISIONS)[number];

const PACKAGE = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/conformance/', import.meta.url),
);
const Requirements = z.object({
  server: z.array(z.string()),
  not_scored: z.array(z.object({ scenario: z.string(), leg: z.string(), reason: z.string() })),
});
const Check = z.looseObject({
  id: z.string(),
  status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
  errorMessage: z.string().optional(),
});
/** One thing that a scenario looked at. */
export type Check = z.infer<typeof Check>;

/** The scenarios that a revision asks a server to pass; extensions, which nobody has to have, are left out. */
export function scenariosOf(revision: Revision): string[] {
  const text = readFileSync(join(PACKAGE, 'requirements', `${revision}.yaml`), 'utf8');
  const { server, not_scored: others } = Requirements.parse(parse(text));
  const beside = others.filter(({ leg, reason }) => leg === 'server' && reason !== 'extension');
  return [...server, ...beside.map(({ scenario }) => scenario)];
}

/**
 * Runs the official suite's scenarios of a revision against the server at `url`; what each of them looked at, by scenario. Throws when
 * it printed no summary.
 */
export async function runSuite(
  url: string,
  revision: Revision,
): Promise<ReadonlyMap<string, readonly Check[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-conformance-'));
  try {
    const args = ['server', '--url', url, '--requirements', revision, '--output-dir', folder];
    const child = spawn(process.execPath, [join(PACKAGE, 'dist/index.js'), ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    await once(child, 'close');
    if (!said.includes('=== SUMMARY ===')) throw new Error(`the suite did not end: ${said.slice(-500)}`);
    const files = globSync('server-*/checks.json', { cwd: folder });
    return new Map(files.map((file) => [scenarioOf(file), read(join(folder, file))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const read = (path: string): Check[] => z.array(Check).parse(JSON.parse(readFileSync(path, 'utf8')));

/** The suite names a folder `server-SCENARIO-TIME`. */
const scenarioOf = (file: string): string => /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(file)?.[1] ?? file;

/** What a scenario found wrong, in words. */
export const shortcomings = (checks: readonly Check[]): string[] =>
  checks
    .filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
    .map(({ id, status, errorMessage }) => `${status} ${id}: ${errorMessage ?? ''}`);
