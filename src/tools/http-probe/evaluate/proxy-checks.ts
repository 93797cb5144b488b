import { type Check, skipped, unknown } from '../../../core/check.ts';
import type { Quote } from '../../../core/untrusted.ts';
import { claim, warn } from './claim.ts';
import type { ProxyStory } from './proxy-story.ts';

/** What a check about the proxy is made of. */
export interface ProxyTold {
  readonly said: {
    readonly test: string;
    readonly evidence: readonly string[];
    readonly untrusted: readonly Quote[];
  };
  /** What the proxy answered, where it did. */
  readonly status: number | undefined;
  readonly directWorks: boolean;
  /** The variable of the environment that decides. */
  readonly variable: string;
}

const ADD =
  'Add the host to NO_PROXY if it is to be reached directly; else have the proxy allow and reach it.';
const WITH_CURL = 'Ask with the client’s own settings: curl -sv -o /dev/null URL reads the same environment.';

const blame = ({ said }: ProxyTold, summary: string, fix = ADD): Check =>
  claim('app.proxy-env', { ...said, summary, fix }, false);
const butDirectly = ({ directWorks }: ProxyTold): string =>
  directWorks ? '; a direct connection works' : '';
/**
 * Nothing came back by the proxy: its fault when the direct way works, else the question is how to get to the
 * proxy.
 */
const silence = (told: ProxyTold, otherwise: Check): Check =>
  told.directWorks ? blame(told, 'nothing comes through the proxy; a direct connection works') : otherwise;

/** The check that each story of the proxy gives. */
export const PROXY_CHECKS: Readonly<Record<Exclude<ProxyStory, 'none'>, (told: ProxyTold) => Check>> = {
  refuses: (told) =>
    blame(told, `the proxy refuses the target with ${told.status ?? 'an error'}${butDirectly(told)}`),
  'wants-credentials': (told) =>
    blame(told, `the proxy wants credentials (407), and the environment has none${butDirectly(told)}`),
  'wants-ours': ({ said }) =>
    unknown('app', {
      ...said,
      summary: 'the proxy wants credentials (407); Layerwalk never sends those of the environment',
      fix: WITH_CURL,
    }),
  'upstream-failed': (told) =>
    told.directWorks
      ? blame(
          told,
          `the proxy answers ${told.status ?? ''}: it cannot reach the target, a direct connection can`,
        )
      : claim(
          'app.bad-gateway',
          {
            ...told.said,
            summary: `the proxy answers ${told.status ?? ''}: it cannot reach the target, nor does a direct connection`,
            fix: 'Diagnose the target from where the proxy runs, and read the proxy’s log.',
          },
          false,
        ),
  declines: (told) => {
    const summary = `the proxy answers ${told.status ?? ''} to CONNECT`;
    if (told.directWorks) return blame(told, `${summary}; a direct connection works`);
    return unknown('app', { ...told.said, summary, fix: 'Read the proxy’s log for this request.' });
  },
  unresolved: (told) =>
    silence(
      told,
      skipped('app', {
        ...told.said,
        summary: 'the proxy’s name does not resolve: ask dns_lookup for it',
        blockedBy: 'dns',
      }),
    ),
  unreachable: (told) =>
    silence(
      told,
      skipped('app', {
        ...told.said,
        summary: 'no connection to the proxy: ask tcp_probe for it',
        blockedBy: 'tcp',
      }),
    ),
  'no-answer': (told) =>
    silence(
      told,
      unknown('app', {
        ...told.said,
        summary: 'the proxy accepts the connection and gives no answer of HTTP',
        fix: 'Ask tcp_probe for the proxy’s own host and port, and check that an HTTP proxy listens there.',
      }),
    ),
  'tunnel-broken': (told) =>
    told.directWorks
      ? blame(told, 'the proxy opens a tunnel, and TLS fails in it; a direct connection works')
      : unknown('app', {
          ...told.said,
          summary:
            'the proxy opens a tunnel, and TLS fails in it: whether by the proxy or by the target cannot be told',
          fix: 'Diagnose the target from where the proxy runs; curl -sv URL here shows the handshake through the proxy.',
        }),
  'exempt-in-vain': (told) =>
    blame(
      told,
      'NO_PROXY exempts the host, no direct connection comes about, and the proxy gets through',
      'Take the host out of NO_PROXY, or open the direct way.',
    ),
  'only-way': ({ said }) =>
    warn('app.proxy-env', {
      ...said,
      summary: 'only the proxy gets through: programs that do not read the proxy environment fail',
      fix: 'Give such programs the proxy by their own setting, or open the direct way.',
    }),
  'broken-variable': ({ said, variable }) =>
    warn('app.proxy-env', {
      ...said,
      summary: `${variable} is set and names no proxy: clients that read it fail`,
      fix: 'Correct or unset it: http://host:port.',
    }),
  unsupported: ({ said }) =>
    unknown('app', {
      ...said,
      summary: 'the environment sets a SOCKS proxy, which Layerwalk does not speak to',
      fix: `${WITH_CURL} Or ask with proxy: none for the direct way.`,
    }),
};
