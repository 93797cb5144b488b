import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds of the machine. */
export interface Held {
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** Open file descriptors: files, sockets, timers of the kernel. */
  readonly handles: number;
  /** Processes that it has started and that are there still. */
  readonly children: number;
}

/** Reads it from /proc (proc_pid_status(5), proc_pid_fd(5), proc_tid_children(5)). Throws when the process is gone. */
export function held(pid: number): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return {
    rss: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    children: children.length,
  };
}
