/** Where a program in the pod is to connect to: an address literal and a port, both parsed and admitted. */
export interface Destination {
  readonly family: 4 | 6;
  readonly address: string;
  readonly port: number;
  /** After which the program gives up by itself. */
  readonly timeoutMs: number;
}

/** What a program says of its connection, on stderr, in its own words or in ours. Times are milliseconds. */
export type Word =
  | { readonly is: 'began' }
  | { readonly is: 'open'; readonly ms?: number; readonly localPort?: number }
  /** `local`: the kernel said so at once, before a packet left; absent: the program cannot tell. */
  | { readonly is: 'failed'; readonly errno: string; readonly ms?: number; readonly local?: boolean }
  | { readonly is: 'timeout'; readonly ms?: number }
  /** The peer ended it; by FIN when there is no errno. */
  | { readonly is: 'end'; readonly errno?: string };

/** An argument vector, and how to speak with the program. */
export interface Vector {
  readonly argv: readonly string[];
  /** What to write for bytes that are to go out; as they are, when absent. */
  readonly encode?: (bytes: Uint8Array) => Uint8Array;
  /** What a line of stderr says; undefined when it says nothing of the connection. One reader a connection. */
  readonly read: (line: string) => Word | undefined;
  /** It does not say when it begins. */
  readonly silentStart?: true;
  /** Whether stdout is a line of hexadecimal digits a datagram, else bytes as they come. */
  readonly hexLines?: true;
}

/** A program that can open connections. */
export interface Way {
  readonly name: string;
  /** Whether it tells a reset from a FIN when the peer ends the connection. */
  readonly tellsEnds: boolean;
  readonly ipv4Only?: true;
  /** It tells whether a connection opens, and changes the bytes that pass over it. */
  readonly connectsOnly?: true;
  readonly stream: (to: Destination) => Vector;
  /** Absent where it cannot send datagrams and read what comes back. */
  readonly datagrams?: (to: Destination) => Vector;
}

export const seconds = ({ timeoutMs }: Destination): string => String(Math.ceil(timeoutMs / 1000));
