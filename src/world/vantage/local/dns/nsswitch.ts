// What glibc does without a hosts line.
const UNSET = ['files', 'dns'];

/** The sources of the `hosts` line of nsswitch.conf(5) with their actions (`[NOTFOUND=return]`), in order. */
export function hostsSources(text: string): string[] {
  for (const line of text.split('\n')) {
    const sources = /^\s*hosts\s*:([^#]*)/.exec(line)?.[1];
    if (sources !== undefined) return sources.match(/\[[^\]]*\]|[^\s[\]]+/g) ?? [];
  }
  return UNSET;
}
