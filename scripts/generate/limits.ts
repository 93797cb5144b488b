import { readFile } from 'node:fs/promises';
import { LONGEST_CALL_MS } from '../../src/mcp/call/call.ts';
import {
  CALLS_OF_ALL,
  CALLS_OF_ONE,
  CONNECTIONS,
  DRAIN_MS,
  HEADERS_MS,
  LONGEST_BODY,
  REQUEST_MS,
  REQUESTS,
  STRANGERS,
} from '../../src/mcp/http/limits.ts';
import { table } from './markdown.ts';
import { withSection } from './section.ts';

/** docs/operating.md with the limits of a server, as the code has them. */
export async function operatingWithLimits(): Promise<string> {
  return withSection(await readFile('docs/operating.md', 'utf8'), 'limits', limitTable());
}

const seconds = (ms: number): string => `${ms / 1_000} s`;

function limitTable(): string {
  const calls = (key: keyof typeof CALLS_OF_ONE): string[] => [
    String(CALLS_OF_ONE[key]),
    String(CALLS_OF_ALL[key]),
  ];
  return table(
    ['limit', 'of one client', 'of all together'],
    [
      ['calls that run at once', ...calls('inAll')],
      [`of these, younger than ${CALLS_OF_ONE.slowAfterMs} ms`, ...calls('atOnce')],
      ['calls that wait for their turn; more are turned away', ...calls('waiting')],
      ['calls a second, after a burst', `${CALLS_OF_ONE.perSecond}, after ${CALLS_OF_ONE.burst}`, ''],
      [
        'requests a second, after a burst; more get 429',
        `${REQUESTS.perSecond}, after ${REQUESTS.burst}`,
        '',
      ],
      ['connections', '', String(CONNECTIONS)],
      ['of these, without a token so far; the oldest gives way', '', String(STRANGERS)],
      ['length of a request', `${LONGEST_BODY / 1024} KiB`, ''],
      ['time to send headers, and the whole request', `${seconds(HEADERS_MS)}, ${seconds(REQUEST_MS)}`, ''],
      ['length of a call', seconds(LONGEST_CALL_MS), ''],
      ['time for calls in flight once told to end', '', seconds(DRAIN_MS)],
    ],
  );
}
