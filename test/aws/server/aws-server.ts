import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../scene.ts';
import { answerEc2 } from './answer-ec2.ts';
import { answerService } from './answer-services.ts';
import { answerXml } from './answer-xml.ts';
import { type Asked, readAsked } from './query.ts';
import { Refusal, refusal, refusalBody } from './refusal.ts';

/** What is wrong with the server, or with who asks it. */
export interface Faults {
  /** IAM actions that these credentials may not use, e.g. `ec2:DescribeSubnets`. */
  readonly denied?: readonly string[];
  /** The only IAM actions that these credentials may use. */
  readonly allowed?: readonly string[];
  /** Everything is throttled for so long after the first request, in milliseconds. */
  readonly throttledMs?: number;
  /** The session token that has expired. */
  readonly expired?: string;
  /** Most objects a page has, whatever is asked for. */
  readonly pageSize?: number;
  /** How long an answer takes, in milliseconds. */
  readonly latencyMs?: number;
}

/** A running server, and what came to it. */
export interface AwsServer {
  readonly endpoint: string;
  readonly asked: readonly (Asked & { readonly at: number })[];
  /** The most requests that were being answered at one time. */
  readonly together: () => number;
  /** How often a request came when none was being answered. */
  readonly rounds: () => number;
}

const READS = /^(?:Describe|Get|Search|List)[A-Z][A-Za-z]+$/;

/**
 * EC2, RDS, Elastic Load Balancing and Lambda on loopback while `use` runs, for the accounts given by their Region. Fails when anything
 * was asked that does not only read.
 */
export async function withAwsServer<T>(
  accounts: Readonly<Record<string, Account>>,
  use: (server: AwsServer) => Promise<T>,
  faults: Faults = {},
): Promise<T> {
  const asked: (Asked & { at: number })[] = [];
  const count = { now: 0, most: 0, rounds: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (count.now === 0) count.rounds++;
    count.most = Math.max(count.most, ++count.now);
    const one = { ...(await readAsked(request)), at: performance.now() };
    asked.push(one);
    if (faults.latencyMs !== undefined) await wait(faults.latencyMs);
    try {
      refuse(one, faults, one.at - (asked[0]?.at ?? 0));
      const of = accounts[one.region];
      if (!of) throw new Refusal(401, 'OptInRequired', `${one.region} is not enabled for this account`);
      const body = bodyOf(of, one, faults.pageSize ?? 1000);
      response.writeHead(200, { 'content-type': typeOf(one) });
      response.end(body);
    } catch (error) {
      const told =
        error instanceof Refusal ? error : new Refusal(400, 'ServerOfTheTestFailed', String(error));
      response.writeHead(told.status, {
        'content-type': typeOf(one),
        ...(one.service === 'lambda' && { 'x-amzn-errortype': told.code }),
      });
      response.end(refusalBody(one.service, told));
    } finally {
      count.now--;
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const endpoint = `http://127.0.0.1:${address.port}`;
    const given = await use({ endpoint, asked, together: () => count.most, rounds: () => count.rounds });
    const writing = asked.filter(({ action }) => !READS.test(action));
    if (writing.length > 0)
      throw new Error(
        `asked for ${writing.map(({ action }) => action).join(', ')}, which does not only read`,
      );
    return given;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function refuse({ service, action, token }: Asked, faults: Faults, sinceFirst: number): void {
  if (token !== undefined && token === faults.expired) throw refusal('expired', service);
  if (faults.throttledMs !== undefined && sinceFirst < faults.throttledMs)
    throw refusal('throttled', service);
  const iam = `${service}:${action}`;
  if (faults.denied?.includes(iam) || faults.allowed?.includes(iam) === false)
    throw refusal('denied', service);
}

const typeOf = ({ service }: Asked): string => (service === 'lambda' ? 'application/json' : 'text/xml');

/** The answer in the protocol of its service. */
function bodyOf(of: Account, asked: Asked, pageSize: number): string {
  const { service, action } = asked;
  if (service === 'ec2') {
    const xml = answerXml(service, action, answerEc2(of, asked, pageSize));
    return `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId>${xml}</${action}Response>`;
  }
  const answer = answerService(of, asked, pageSize);
  if (service === 'lambda') return JSON.stringify(answer);
  const result = `<${action}Result>${answerXml(service, action, answer)}</${action}Result>`;
  return `<${action}Response>${result}<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`;
}
