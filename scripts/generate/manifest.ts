import { readFile } from 'node:fs/promises';
import type { Flag } from '../../src/cli/flag.ts';
import { START_UP_FLAGS } from '../../src/cli/start-up-flags.ts';
import { callables } from '../../src/diagnosis/index.ts';
import { prompts } from './prompts.ts';

/** manifest.json of the MCP bundle, manifest_version 0.3: a host that installs it needs no Node registry. */
export async function manifest(): Promise<string> {
  const { name, version, description, license, keywords, engines } = JSON.parse(
    await readFile('package.json', 'utf8'),
  );
  const options = START_UP_FLAGS.filter((flag) => flag.env !== undefined);
  return JSON.stringify({
    manifest_version: '0.3',
    name,
    display_name: 'Layerwalk',
    version,
    description,
    author: { name: 'The Layerwalk authors' },
    server: {
      type: 'node',
      entry_point: 'dist/bin.js',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/dist/bin.js', 'serve'],
        env: Object.fromEntries(options.map((flag) => [flag.env, `\${user_config.${configKey(flag)}}`])),
      },
    },
    tools: callables.map((callable) => ({ name: callable.name, description: callable.title })),
    prompts: await prompts(),
    keywords,
    license,
    compatibility: { platforms: ['darwin', 'linux', 'win32'], runtimes: { node: engines.node } },
    user_config: Object.fromEntries(options.map((flag) => [configKey(flag), userOption(flag)])),
  });
}

const configKey = ({ name }: Flag): string => name.replaceAll('-', '_');

function userOption({ name, description, placeholder, repeats }: Flag): object {
  return {
    type: placeholder === 'FILE' ? 'file' : 'string',
    title: name,
    description: repeats ? `${description}; several separated by commas` : description,
    required: false,
    // Without a default a host passes the placeholder itself to the server.
    default: '',
  };
}
