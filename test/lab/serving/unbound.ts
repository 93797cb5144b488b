import type { Server } from './server.ts';

/** How an unbound is set up. */
interface Wish {
  readonly name?: string;
  readonly on: readonly string[];
  /** Lines of the server clause. */
  readonly server?: readonly string[];
  /** Clauses after it. */
  readonly clauses?: readonly string[];
  /** Files beside its configuration. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A recursive resolver that knows the Internet only as its clauses say. */
export function unbound({ name = 'unbound', on, server = [], clauses = [], files = {} }: Wish): Server {
  return {
    name,
    at: 'resolver',
    run: ['unbound', '-d', '-c', 'unbound.conf'],
    files: {
      ...files,
      'unbound.conf': [
        'server:',
        '  directory: "."',
        '  chroot: ""',
        '  username: ""',
        '  pidfile: ""',
        '  do-daemonize: no',
        '  use-syslog: no',
        '  num-threads: 1',
        '  do-not-query-localhost: no',
        '  access-control: 0.0.0.0/0 allow',
        '  access-control: ::/0 allow',
        ...on.map((address) => `  interface: ${address}`),
        ...server.map((line) => `  ${line}`),
        'remote-control:',
        '  control-enable: no',
        ...clauses,
        '',
      ].join('\n'),
    },
    ports: { tcp: [53], udp: [53] },
  };
}
