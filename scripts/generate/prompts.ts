import { Client, InMemoryTransport, type Prompt } from '@modelcontextprotocol/client';
import { createServer } from '../../src/mcp/server.ts';
import { openWorld } from '../../src/world/open-world.ts';

/** A prompt as manifest.json holds it: a host fills in the placeholders and need not ask the server. */
export interface ManifestPrompt {
  name: string;
  description: string;
  arguments: string[];
  text: string;
}

/** The prompts that the server itself lists. */
export async function prompts(): Promise<ManifestPrompt[]> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = createServer(await openWorld(), { version: '0' });
  const client = new Client({ name: 'generator', version: '0' });
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  const { prompts: listed } = await client.listPrompts();
  await client.close();
  return listed.map(manifestPrompt);
}

function manifestPrompt({ name, title, description = '', arguments: args = [] }: Prompt): ManifestPrompt {
  const given = args.map(
    (argument) => `- ${argument.name}, ${argument.description}: \${arguments.${argument.name}}`,
  );
  return {
    name,
    description,
    arguments: args.map((argument) => argument.name),
    text: [`${title ?? name} Find out with Layerwalk: call diagnose first. What is known:`, ...given].join(
      '\n',
    ),
  };
}
