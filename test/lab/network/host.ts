/** The hosts of the lab: a client, two routers on the way (near and far), a server, and a host for name servers. */
export const HOSTS = ['client', 'near', 'far', 'server', 'resolver'] as const;
export type Host = (typeof HOSTS)[number];

/** A command that runs inside a host; `input` goes to its standard input. */
export interface Order<At extends string = Host> {
  readonly at: At;
  readonly run: readonly string[];
  readonly input?: string;
}

/** The order that runs `words`, separated by blanks, at a host. */
export const order = (at: Host, words: string): Order => ({ at, run: words.split(' ') });
