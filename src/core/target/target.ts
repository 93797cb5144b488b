import { type IpAddress, formatIp, parseIp } from '../address/ip.ts';
import { BadInput } from '../bad-input.ts';
import { hostProblem } from '../host-name.ts';
import { redactUrl } from '../redact.ts';
import { type CloudResource, parseCloudResource } from './cloud-resource.ts';
import { type ClusterObject, formatClusterObject, parseClusterObject } from './cluster-object.ts';
import { bracketed, readPort, splitHostPort } from './host-port.ts';
import { type Scheme, SCHEMES, schemeOfPort } from './scheme.ts';
import { type ServiceName, serviceName } from './service-name.ts';

/** What is to be reached, as written by a person. `scheme` is what the client speaks, `guessed` when only the port says so. */
export type Target = Endpoint | ((ClusterObject | CloudResource) & { port: number; text: string });

/** A host and port that can be dialled. */
export interface Endpoint {
  readonly kind: 'endpoint';
  /** Canonical text, without secrets. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
  /** The host as an address, when it is one. */
  readonly address?: IpAddress;
  readonly service?: ServiceName;
  readonly scheme?: { readonly name: string; readonly scheme: Scheme; readonly guessed: boolean };
  /** The URL as given, when the target is one, without fragment. */
  readonly url?: string;
}

const EXAMPLES =
  'Send e.g. https://api.example.com, db.internal:5432, [2001:db8::1]:443, redis.cache:6379 or payments/deploy/api:8080.';
const LONGEST = 2048;

/**
 * Reads a target: a URL, `host:port`, `IPv4:port`, `[IPv6]:port`, a Service name with its port, `ns/pod:port`,
 * `ns/kind/name:port`, an AWS id with its port. Throws BadInput with what was wrong and what to send instead.
 */
export function parseTarget(text: string): Target {
  if (text.length > LONGEST) {
    throw new BadInput(`A target has at most ${LONGEST} characters; this has ${text.length}.`, EXAMPLES);
  }
  if (/[\p{C}\s]/u.test(text)) throw new BadInput('A target has no spaces or control characters.', EXAMPLES);
  if (text === '') throw new BadInput('The target is empty.', EXAMPLES);
  if (text.startsWith('-')) throw new BadInput('A target cannot start with "-".', EXAMPLES);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
  if (scheme !== undefined) return parseUrl(text, scheme.toLowerCase());
  const cloud = parseWithPort(text, parseCloudResource);
  if (cloud) return cloud;
  if (text.includes('/')) {
    const object = parseWithPort(text, parseClusterObject);
    if (object) return object;
  }
  return parseEndpoint(text);
}

function parseUrl(text: string, name: string): Endpoint {
  const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
  if (!scheme) {
    throw new BadInput(
      'The URL scheme is not known.',
      `Send one of: ${Object.keys(SCHEMES).join(', ')}; or host:port.`,
    );
  }
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  if (authority.includes('@')) {
    throw new BadInput('The URL carries credentials.', `Send it without them${anExample(name, authority)}.`);
  }
  const { host, port } = splitHostPort(authority);
  const problem = hostProblem(host);
  if (problem !== undefined) throw new BadInput(problem, EXAMPLES);
  const decided = port === undefined ? scheme.port : readPort(port);
  if (decided === null) throw new BadInput(`${name}:// has no default port.`, `Send ${name}://${host}:PORT.`);
  const rest = text.slice(text.indexOf('://') + 3 + authority.length).replace(/#.*$/s, '');
  const made = endpoint(host, decided);
  const url = `${name}://${bracketed(made.host)}:${decided}${rest}`;
  const shown = `${name}://${bracketed(made.host)}${decided === scheme.port ? '' : `:${decided}`}${rest}`;
  return {
    ...made,
    text: redactUrl(shown),
    scheme: { name, scheme, guessed: false },
    url,
  };
}

/** What the URL is without its user part, when what remains is plainly a host; its path is not repeated. */
function anExample(scheme: string, authority: string): string {
  const rest = authority.slice(authority.lastIndexOf('@') + 1);
  return /^[A-Za-z0-9_.[\]:-]{1,100}$/.test(rest) ? `, e.g. ${scheme}://${rest}/` : '';
}

function parseEndpoint(text: string): Endpoint {
  const { host, port } = splitHostPort(text);
  const problem = hostProblem(host);
  if (problem !== undefined) throw new BadInput(problem, EXAMPLES);
  if (port === undefined) {
    throw new BadInput('Which port?', `Send ${bracketed(host)}:PORT, e.g. ${bracketed(host)}:443, or a URL.`);
  }
  const number = readPort(port);
  const guess = schemeOfPort(number);
  const end = endpoint(host, number);
  const made = { ...end, text: `${bracketed(end.host)}:${number}` };
  return guess ? { ...made, scheme: { ...guess, guessed: true } } : made;
}

function endpoint(host: string, port: number): Omit<Endpoint, 'text'> {
  const address = parseIp(host);
  const service = address ? undefined : serviceName(host);
  return {
    kind: 'endpoint',
    host: address ? formatIp(address) : host.toLowerCase(),
    port,
    ...(address && { address }),
    ...(service && { service }),
  };
}

/** An object or resource with its `:port`; undefined when `read` does not know what stands before it. */
function parseWithPort<T extends ClusterObject | CloudResource>(
  text: string,
  read: (text: string) => T | undefined,
) {
  const [, head = '', port] = /^(.*?)(?::([^:/]*))?$/s.exec(text) ?? [];
  const found = read(head);
  if (!found) return undefined;
  const shown = found.kind === 'aws' ? found.id : formatClusterObject(found);
  if (port === undefined) throw new BadInput('Which port?', `Send ${shown}:PORT.`);
  const number = readPort(port);
  return { ...found, port: number, text: `${shown}:${number}` };
}
