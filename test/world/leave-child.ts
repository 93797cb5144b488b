import { open } from 'node:fs';
import { leave } from '../../src/world/leave.ts';
import { holdThread } from '../../src/world/thread-pool.ts';

/** Opens a FIFO that nobody writes to: the thread that does it cannot be called back, as in a getaddrinfo that hangs. */
const [fifo = '', status = ''] = process.argv.slice(2);
process.on('exit', () => process.stdout.write('exit was told\n'));
holdThread();
open(fifo, 'r', () => undefined);
setTimeout(() => leave(Number(status)), 100);
