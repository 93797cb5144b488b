import { createHash, timingSafeEqual } from 'node:crypto';
import { BadInput } from '../../core/bad-input.ts';

/** Who may ask, and by which secret. */
export interface Client {
  readonly name: string;
  readonly token: string;
}

/** Shorter ones can be guessed; 16 random characters of base64 are 96 bits. */
const SHORTEST = 16;
const NAME = /^[A-Za-z0-9._-]{1,64}$/;
/** What a bearer token may be made of (RFC 6750 section 2.1, b64token). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads clients from a text: a line each, `TOKEN` or `NAME TOKEN`; empty lines and lines that begin with `#` are passed over. Throws
 * BadInput with the number of the line that is wrong, and never with what stands there.
 */
export function readClients(text: string, whence: string): Client[] {
  const clients = text.split('\n').flatMap((line, index) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#')) return [];
    const [name, token] = words.length === 1 ? [`client-${index + 1}`, words[0]] : words;
    const wrong = mistakeIn(words.length, name, token);
    if (wrong !== undefined) {
      throw new BadInput(
        `${whence}, line ${index + 1}: ${wrong}.`,
        'A line is TOKEN or NAME TOKEN; make a token by `openssl rand -base64 32`.',
      );
    }
    return [{ name: name ?? '', token: token ?? '' }];
  });
  if (clients.length > 0) return clients;
  throw new BadInput(`${whence} holds no token.`, 'Make one by `openssl rand -base64 32`.');
}

function mistakeIn(words: number, name = '', token = ''): string | undefined {
  if (words > 2) return 'more than a name and a token';
  if (!NAME.test(name)) return 'a name is made of letters, digits, dot, dash and underscore';
  if (!TOKEN.test(token)) return 'a token is made of letters, digits and -._~+/= (RFC 6750)';
  return token.length < SHORTEST ? `a token has at least ${SHORTEST} characters` : undefined;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Finds the client of a token. Takes the same time whichever it is, and whether there is one. */
export function recognizer(clients: readonly Client[]): (token: string) => string | undefined {
  const known = clients.map(({ name, token }) => ({ name, digest: digest(token) }));
  return (token) => {
    const shown = digest(token);
    let found: string | undefined;
    for (const client of known) if (timingSafeEqual(client.digest, shown)) found = client.name;
    return found;
  };
}
