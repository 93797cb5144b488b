import { lookup } from 'node:dns/promises';
import { get, type IncomingMessage } from 'node:http';
import { parseIp } from '../../core/address/ip.ts';
import { isHostName } from '../../core/host-name.ts';
import type { IssuerFetch } from '../../core/world/issuer-fetch.ts';
import type { World } from '../../core/world/world.ts';
import { certificatesOf, toPem } from '../../wire/x509/certificate-file.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';
import type { LocalSetting } from '../vantage/local/setting.ts';

const TIMEOUT_MS = 3000;
const MAX_BODY = 64 * 1024;
const MAX_URL = 2048;
const MAX_CERTIFICATES = 10;

type Answer = Omit<IssuerFetch, 'url' | 'connections'>;

/**
 * One GET of a CA issuers URL over plain http, to one address that the policy allows; redirects are not followed, 64 KiB are
 * read at most. Three seconds in all.
 */
export const fetchIssuer =
  ({ policy }: Pick<LocalSetting, 'policy'>): World['fetchIssuer'] =>
  async (text, signal) => {
    signal.throwIfAborted();
    const answer = (outcome: IssuerFetch['outcome'], detail?: string, connections = 0): IssuerFetch => ({
      url: text,
      outcome,
      ...(detail !== undefined && { detail }),
      pems: [],
      connections,
    });
    const url = text.length <= MAX_URL && URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'http:' || url.username || url.password) return answer('not-http');
    const both = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const addresses = await addressesOf(url.hostname, both);
    signal.throwIfAborted();
    const address = addresses.find((candidate) => policy.refusal(candidate) === undefined);
    if (address === undefined) {
      const refused = addresses[0];
      return refused === undefined ? answer('not-resolved') : answer('not-allowed', policy.refusal(refused));
    }
    const fetched = await fetchFrom(address, url, both);
    signal.throwIfAborted();
    return { url: text, ...fetched, connections: 1 };
  };

async function addressesOf(hostname: string, signal: AbortSignal): Promise<string[]> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (parseIp(bare)) return [bare];
  if (!isHostName(bare)) return [];
  const given = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
  try {
    return (await Promise.race([lookup(bare, { all: true, verbatim: true }), given])).map(
      ({ address }) => address,
    );
  } catch {
    // No such name, no answer, or out of time: the caller only needs to know that there is no address.
    return [];
  }
}

function fetchFrom(address: string, url: URL, signal: AbortSignal): Promise<Answer> {
  const port = url.port === '' ? 80 : Number(url.port);
  const headers = {
    host: url.host,
    accept: 'application/pkix-cert, application/pkcs7-mime',
    'user-agent': 'layerwalk',
  };
  return new Promise((resolve) => {
    let connected = false;
    const request = get(
      { host: address, port, path: url.pathname + url.search, headers, agent: false, signal },
      (response) => {
        void readBody(response).then((answer) => {
          request.destroy();
          resolve(answer);
        });
      },
    );
    request.once('socket', (socket) => {
      socket.once('connect', () => {
        connected = true;
      });
    });
    request.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ outcome: connected ? 'no-reply' : 'not-connected', detail: error.code ?? 'error', pems: [] }),
    );
  });
}

async function readBody(response: IncomingMessage): Promise<Answer> {
  if (response.statusCode !== 200)
    return { outcome: 'status', detail: String(response.statusCode), pems: [] };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) return { outcome: 'oversize', pems: [] };
      chunks.push(chunk);
    }
    return {
      outcome: 'fetched',
      pems: certificatesOf(Buffer.concat(chunks)).slice(0, MAX_CERTIFICATES).map(toPem),
    };
  } catch (error) {
    return { outcome: error instanceof MalformedDer ? 'unreadable' : 'no-reply', pems: [] };
  }
}
