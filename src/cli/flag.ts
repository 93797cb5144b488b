/** One flag of a command, as help and documents describe it. */
export interface Flag {
  /** Without the dashes, in kebab case. */
  readonly name: string;
  /** What takes the value; `switch` takes none, and has a `--no-` twin when it is on by default. */
  readonly takes: 'text' | 'number' | 'switch';
  /** May be given again, or take a comma list. */
  readonly repeats: boolean;
  readonly required: boolean;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** The environment variable that does the same. */
  readonly env?: string;
  /** Another name for the same flag. */
  readonly alias?: string;
  /** How the value is called in help. */
  readonly placeholder?: string;
}

/** How a flag is written in help: `--types <text,…>`. */
export function flagUsage(flag: Flag): string {
  const name = flag.fallback === 'true' && flag.takes === 'switch' ? `--no-${flag.name}` : `--${flag.name}`;
  if (flag.takes === 'switch') return name;
  const value = flag.placeholder ?? flag.name.split('-').at(-1) ?? 'value';
  return `${name} <${value}${flag.repeats ? ',…' : ''}>`;
}

/** The key under which a flag's value is kept: `allow-cidr` becomes `allowCidr`. */
export const flagKey = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A name of a tool or input key as a command or flag: `dns_lookup` becomes `dns-lookup`, `root_servers` `root-servers`. */
export const kebab = (name: string): string => name.replace(/_|(?=[A-Z])/g, '-').toLowerCase();
