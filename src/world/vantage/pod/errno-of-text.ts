/** What strerror(3) says, by glibc and, where it differs, by musl; without blanks and case. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  ECONNREFUSED: ['Connection refused'],
  ECONNRESET: ['Connection reset by peer', 'Connection reset'],
  ETIMEDOUT: ['Connection timed out', 'Operation timed out'],
  EHOSTUNREACH: ['No route to host', 'Host is unreachable'],
  ENETUNREACH: ['Network is unreachable', 'Network unreachable'],
  EHOSTDOWN: ['Host is down'],
  ENETDOWN: ['Network is down'],
  ENONET: ['Machine is not on the network'],
  EACCES: ['Permission denied'],
  EPERM: ['Operation not permitted'],
  EINVAL: ['Invalid argument'],
  EAFNOSUPPORT: ['Address family not supported by protocol', 'Address family not supported'],
  EADDRNOTAVAIL: ['Cannot assign requested address', 'Address not available'],
  EADDRINUSE: ['Address already in use', 'Address in use'],
  ENOPROTOOPT: ['Protocol not available'],
  EPROTO: ['Protocol error'],
  EOPNOTSUPP: ['Operation not supported', 'Not supported'],
  EMSGSIZE: ['Message too long', 'Message too large'],
  EMFILE: ['Too many open files', 'No file descriptors available'],
  ENFILE: ['Too many open files in system'],
  ENOBUFS: ['No buffer space available'],
  ENOMEM: ['Cannot allocate memory', 'Out of memory'],
  EPIPE: ['Broken pipe'],
};

const BY_TEXT: ReadonlyMap<string, string> = new Map(
  Object.entries(TEXTS).flatMap(([errno, texts]) =>
    texts.map((text): [string, string] => [text.toLowerCase(), errno]),
  ),
);

/** The errno whose strerror(3) text this is; undefined for any other text. */
export const errnoOfText = (text: string): string | undefined =>
  BY_TEXT.get(text.trim().replace(/\.$/, '').toLowerCase());
