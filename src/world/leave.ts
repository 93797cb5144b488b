import { isThreadHeld } from './thread-pool.ts';

/**
 * Ends this process now, with a status. `process.exit` first joins every thread, and getaddrinfo may sit in one for ever: glibc
 * reads a silent name server over TCP without a deadline. Then the process becomes one that only ends.
 */
export function leave(status: number): void {
  if (isThreadHeld() && process.platform !== 'win32' && typeof process.execve === 'function') {
    // What ends children listens for this; the new image runs none of our listeners.
    process.emit('exit', status);
    process.execve(process.execPath, [process.execPath, '-e', `process.exit(${status})`], {});
  }
  process.exit(status);
}
