import { readFile } from 'node:fs/promises';
import type { Flag } from '../../src/cli/flag.ts';
import { START_UP_FLAGS } from '../../src/cli/start-up-flags.ts';

const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';
/** At most 100 characters are shown. */
const DESCRIPTION =
  "Why can't A reach B? Read-only network diagnostics: DNS, TCP, policies, firewalls, TLS, HTTP, MTU.";

/** server.json, what the MCP registry lists: the npm package of this version, started over stdio. */
export async function serverEntry(): Promise<string> {
  const { name, mcpName, version } = JSON.parse(await readFile('package.json', 'utf8'));
  return JSON.stringify({
    $schema: SCHEMA,
    name: mcpName,
    title: 'Layerwalk',
    description: DESCRIPTION,
    version,
    packages: [
      {
        registryType: 'npm',
        identifier: name,
        version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables: START_UP_FLAGS.flatMap(variable),
      },
    ],
  });
}

function variable({ env, description, placeholder, repeats, takes }: Flag): object[] {
  if (env === undefined) return [];
  const format = {
    text: placeholder === 'FILE' ? 'filepath' : 'string',
    number: 'number',
    switch: 'boolean',
  };
  const said = repeats ? `${description}; several separated by commas` : description;
  return [{ name: env, description: said, format: format[takes], isRequired: false, isSecret: false }];
}
