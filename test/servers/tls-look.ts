import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import type { Lookup } from '../../src/core/world/dns.ts';
import { tlsInspect } from '../../src/tools/tls-inspect/tool.ts';
import { openWorld, type WorldOptions } from '../../src/world/open-world.ts';

/** What a call needs, with the real world behind it. */
export async function context(
  options: WorldOptions = {},
  signal = new AbortController().signal,
): Promise<Context> {
  return { world: await openWorld(options), signal, steps: live, progress: () => {} };
}

/** tls_inspect with its defaults filled in, by a world that was opened with `options`. */
export async function inspect(input: Record<string, unknown>, options: WorldOptions = {}): Promise<Finding> {
  return tlsInspect.run(await context(options), tlsInspect.input.parse(input));
}

/** The same for a host with these addresses, whatever the resolver says. */
export async function inspectHost(
  addresses: readonly string[],
  input: Record<string, unknown>,
  options: WorldOptions = {},
): Promise<Finding> {
  return tlsInspect.run(await withAddresses(addresses, options), tlsInspect.input.parse(input));
}

/** A context whose names all have these addresses. */
export async function withAddresses(
  addresses: readonly string[],
  options: WorldOptions = {},
): Promise<Context> {
  const plain = await context(options);
  const { world } = plain;
  const lookup = (name: string): Promise<Lookup> =>
    Promise.resolve({ name, outcome: 'found', addresses: [...addresses], ms: 0 });
  return {
    ...plain,
    world: { ...world, vantage: async (from) => ({ ...(await world.vantage(from)), lookup }) },
  };
}

/** The codes of a finding's checks, each with its status. */
export const codes = (finding: Finding): string[] =>
  finding.checks.filter(({ code }) => code !== null).map(({ code, status }) => `${status} ${code ?? ''}`);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A file with this text, which goes away after the last test of the file that asks for it. */
export function temporaryFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-tls-'));
  folders.push(folder);
  writeFileSync(join(folder, 'file.pem'), text);
  return join(folder, 'file.pem');
}
