import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { createServer, type ServerOptions } from '../../src/mcp/server.ts';
import type { World } from '../../src/core/world/world.ts';
import { stubWorld } from '../protocol/stub-world.ts';

/** A client of our server in this process; nothing is looked at. */
export async function clientOf(
  options: Partial<ServerOptions> = {},
  world: World = stubWorld,
): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'contract', version: '1' });
  const server = createServer(world, { version: '0.0.0', ...options });
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  return client;
}
