import { parseIp } from '../core/address/ip.ts';
import { isLoopback } from '../core/address/policy.ts';
import { BadInput } from '../core/bad-input.ts';
import { visible } from '../core/untrusted.ts';
import type { Flag } from './flag.ts';

/** How MCP is served over HTTP, as told at start-up. */
export interface HttpStart {
  /** An address or `localhost`. */
  readonly host: string;
  readonly port: number;
  /** Names under which the server may be addressed, beside those of `host`. */
  readonly allowedHosts: readonly string[];
  /** Where the tokens come from; undefined: whoever reaches the port may ask. */
  readonly tokens: { readonly file: string } | { readonly text: string } | undefined;
}

const HOST = '127.0.0.1';
const PORT = 8700;

/** Flags of `serve` alone. */
export const HTTP_FLAGS: readonly Flag[] = [
  {
    name: 'http',
    takes: 'switch',
    repeats: false,
    required: false,
    description: 'serve Streamable HTTP at /mcp instead of stdio',
  },
  {
    name: 'host',
    takes: 'text',
    repeats: false,
    required: false,
    description: 'address to listen on',
    placeholder: 'ADDRESS',
    fallback: HOST,
  },
  {
    name: 'port',
    takes: 'text',
    repeats: false,
    required: false,
    description: 'port to listen on; 0 takes any',
    placeholder: 'PORT',
    fallback: String(PORT),
  },
  {
    name: 'token-file',
    takes: 'text',
    repeats: false,
    required: false,
    description: 'bearer tokens, a line each: TOKEN or NAME TOKEN; or one token in LAYERWALK_TOKEN',
    placeholder: 'FILE',
    env: 'LAYERWALK_TOKEN_FILE',
  },
  {
    name: 'no-auth',
    takes: 'switch',
    repeats: false,
    required: false,
    description: 'ask for no token; on loopback only',
  },
  {
    name: 'allow-host',
    takes: 'text',
    repeats: true,
    required: false,
    description: 'name by which clients address the server, as a Host or Origin header says it',
    placeholder: 'NAME',
    env: 'LAYERWALK_ALLOW_HOST',
  },
];

type Values = Readonly<Record<string, unknown>>;
type Env = Readonly<Record<string, string | undefined>>;

/**
 * What the flags of `serve --http` say; undefined without `--http`. Throws BadInput for one that cannot be used, and where nothing
 * says who may ask.
 */
export function readHttpStart(values: Values, env: Env): HttpStart | undefined {
  if (values['http'] !== true) {
    const first = HTTP_FLAGS.find(({ name }) => name !== 'http' && given(values, name));
    if (!first) return undefined;
    throw new BadInput(`--${first.name} is for HTTP.`, 'Send --http with it.');
  }
  const host = textOf(values['host']) ?? HOST;
  const loopback = host === 'localhost' || isLoopback(host);
  if (!loopback && !parseIp(host)) {
    throw new BadInput(
      `--host: "${visible(host, 60)}" is not an address.`,
      'Send e.g. 127.0.0.1, 0.0.0.0 or ::.',
    );
  }
  return {
    host,
    port: portOf(textOf(values['port']) ?? String(PORT)),
    allowedHosts: listOf(values['allowHost'], env['LAYERWALK_ALLOW_HOST']),
    tokens: tokensOf(values, env, loopback),
  };
}

function tokensOf(values: Values, env: Env, loopback: boolean): HttpStart['tokens'] {
  const file = textOf(values['tokenFile']) ?? textOf(env['LAYERWALK_TOKEN_FILE']);
  const text = textOf(env['LAYERWALK_TOKEN']);
  if (values['auth'] === false) {
    if (!loopback)
      throw new BadInput('--no-auth works on loopback only.', 'Send --token-file FILE, or --host 127.0.0.1.');
    return undefined;
  }
  if (file !== undefined) return { file };
  if (text !== undefined) return { text };
  throw new BadInput(
    'Nothing says who may ask.',
    'Send --token-file FILE, or set LAYERWALK_TOKEN to e.g. what `openssl rand -base64 32` prints; on loopback --no-auth works, too.',
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new BadInput(`--port: "${visible(text, 20)}" is not a port.`, 'Send a number from 0 to 65535.');
}

/** A switch that is on unless told otherwise says so by its absence. */
const given = (values: Values, name: string): boolean =>
  name === 'no-auth'
    ? values['auth'] === false
    : values[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] !== undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const listOf = (...found: readonly unknown[]): string[] =>
  found
    .flat()
    .filter((part): part is string => typeof part === 'string')
    .flatMap((part) => part.split(','))
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
