import { join } from 'node:path';
import type { Host } from '../network/host.ts';
import type { Server } from './server.ts';

/** A listener whose accept queue is full. */
export const hoarder = (at: Host, port: number): Server => ({
  name: 'hoarder',
  at,
  run: ['python3', join(import.meta.dirname, '../ends/hoarder.py'), String(port)],
  ports: { tcp: [port] },
});
