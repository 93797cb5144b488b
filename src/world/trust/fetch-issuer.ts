import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { parseIp } from '../../core/address/ip.ts';
import { isInner } from '../../core/address/policy.ts';
import { isHostName } from '../../core/host-name.ts';
import type { IssuerFetch } from '../../core/world/issuer-fetch.ts';
import type { World } from '../../core/world/world.ts';
import { readCertificate } from './read-certificate.ts';
import { certificatesOf, toPem } from '../../wire/x509/certificate-file.ts';
import { MalformedDer } from '../../wire/x509/malformed-der.ts';
import { loudly } from '../vantage/local/quiet-window.ts';
import type { LocalSetting } from '../vantage/local/setting.ts';

const TIMEOUT_MS = 3000;
const MAX_BODY = 64 * 1024;
const MAX_URL = 2048;
const MAX_CERTIFICATES = 10;

type Answer = Pick<IssuerFetch, 'outcome' | 'detail' | 'pems'>;

/**
 * One GET of a CA issuers URL over plain http, to one address that the policy allows and that is not
 * inside while the target is outside; redirects are not followed, 64 KiB are
 * read at most. Three seconds in all.
 */
export const fetchIssuer =
  ({ policy }: Pick<LocalSetting, 'policy'>): World['fetchIssuer'] =>
  async (text, target, signal) => {
    signal.throwIfAborted();
    const answer = (outcome: IssuerFetch['outcome'], detail?: string, connections = 0): IssuerFetch => ({
      url: text,
      outcome,
      ...(detail !== undefined && { detail }),
      pems: [],
      caIssuers: [],
      connections,
    });
    const url = text.length <= MAX_URL && URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'http:' || url.username || url.password) return answer('not-http');
    const both = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const addresses = await addressesOf(url.hostname, both);
    signal.throwIfAborted();
    const refusal = (candidate: string): string | undefined =>
      policy.refusal(candidate) ?? inwards(target, candidate);
    const address = addresses.find((candidate) => refusal(candidate) === undefined);
    if (address === undefined) {
      const refused = addresses[0];
      return refused === undefined ? answer('not-resolved') : answer('not-allowed', refusal(refused));
    }
    const fetched = await loudly(() => fetchFrom(address, url, both));
    signal.throwIfAborted();
    return { url: text, ...fetched, caIssuers: nextUrls(fetched.pems), connections: 1 };
  };

/** A certificate chooses what is asked: who stands outside must not choose a server inside. */
const inwards = (target: string, address: string): string | undefined =>
  isInner(address) && !isInner(target)
    ? `a certificate of a public address leads to ${address}, a loopback or private one`
    : undefined;

const nextUrls = (pems: readonly string[]): string[] =>
  pems
    .flatMap((pem) => certificatesOf(Buffer.from(pem, 'latin1')))
    .flatMap((der) => readCertificate(der)?.fields.extensions.caIssuers ?? []);

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

async function fetchFrom(address: string, url: URL, signal: AbortSignal): Promise<Answer> {
  const port = url.port === '' ? 80 : Number(url.port);
  const accept = 'application/pkix-cert, application/pkcs7-mime';
  const headers = { host: url.host, accept, 'user-agent': 'layerwalk' };
  const path = url.pathname + url.search;
  const request = get({ host: address, port, path, headers, agent: false, signal });
  let connected = false;
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      connected = true;
    });
  });
  // once() below hears the first error only; a later one must not be thrown.
  request.on('error', () => {});
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return await readBody(response);
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return { outcome: connected ? 'no-reply' : 'not-connected', detail, pems: [] };
  } finally {
    request.destroy();
  }
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
