/** The environment of the program that reads it: the container's own, as exec starts programs with it. */
export const ENVIRONMENT = '/proc/self/environ';

/** The variables that the resolver and HTTP clients read. All others may be secrets: they are dropped at once. */
export const KEPT = [
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'LOCALDOMAIN',
  'RES_OPTIONS',
] as const;

/** Those variables from the text of /proc/PID/environ (proc_pid_environ(5)). */
export function variables(text: string): Record<string, string> {
  const pairs = text.split('\0').flatMap((entry): [string, string][] => {
    const at = entry.indexOf('=');
    const name = entry.slice(0, at).trimStart();
    return KEPT.some((kept) => kept === name) ? [[name, entry.slice(at + 1)]] : [];
  });
  return Object.fromEntries(pairs);
}
