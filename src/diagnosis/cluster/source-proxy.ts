import * as z from 'zod';
import { CannotObserve } from '../../core/cannot-observe.ts';
import { choosePod } from '../../core/kubernetes/choose-pod.ts';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { podProxy } from '../../core/kubernetes/pod-proxy.ts';
import { podsOf } from '../../core/kubernetes/pods-of.ts';
import { type AppliedProxy, proxyDecision } from '../../core/no-proxy.ts';
import { parseSource } from '../../core/target/source.ts';
import { formatHostPort } from '../../core/target/host-port.ts';
import type { Context } from '../../core/tool.ts';
import { ProxyEnvironment } from '../../core/world/host-view.ts';

/** What the spec of the source's pod says of proxies; `container` is absent where there is none to read. */
export const SourceProxy = z.object({
  proxied: z.object({
    pod: ObjectName.optional(),
    container: ObjectName.optional(),
    environment: ProxyEnvironment,
    unread: z.array(z.string().regex(/^[A-Za-z_]{1,20}$/)),
    open: z.boolean(),
  }),
});
export type SourceProxy = z.infer<typeof SourceProxy>;

interface Asked {
  readonly source: string | undefined;
  /** The URL that is asked for. */
  readonly url: string | undefined;
  readonly kubeContext: string | undefined;
}

/** The proxy that the source's requests go through, by its pod's spec, and what is to be said of it. */
export interface SourceWay {
  readonly via?: AppliedProxy;
  readonly notes: readonly string[];
}

/**
 * Reads the proxy environment of a source from which nothing can be sent, and judges whether a request for the URL goes through
 * it. Nothing where the source is none of a cluster, or its pods could not be read.
 */
export async function sourceWay(context: Context, asked: Asked): Promise<SourceWay> {
  const { source, url, kubeContext } = asked;
  const object = source === undefined ? undefined : parseSource(source);
  if (url === undefined || (object?.kind !== 'pod' && object?.kind !== 'workload')) return { notes: [] };
  const { steps, world, signal } = context;
  try {
    const { proxied } = await steps.observe(
      'diagnose',
      { target: url, part: 'source-proxy', source },
      async (): Promise<SourceProxy> => {
        const pods = await podsOf(world.kubernetes, object, signal, kubeContext);
        const pod = choosePod(pods) ?? pods[0];
        const found = pod && podProxy(pod, object.container);
        if (!pod || !found) return { proxied: { environment: {}, unread: [], open: false } };
        const { container, proxy, unread, open } = found;
        return {
          proxied: { pod: pod.metadata.name, container, environment: proxy, unread: [...unread], open },
        };
      },
    );
    return wayOf(proxied, url);
  } catch (error) {
    // The audits say what could not be read; an older recording does not hold it.
    if (error instanceof CannotObserve) return { notes: [] };
    throw error;
  }
}

/** Pure: what a proxy environment means for one URL. */
export function wayOf(
  { container = 'the source', environment, unread, open }: SourceProxy['proxied'],
  url: string,
): SourceWay {
  const { proxy, exempt, broken } = proxyDecision(url, environment);
  const whose = `of container ${container}`;
  const hidden = unread.length > 0 ? `${unread.join(', ')} ${whose}` : `envFrom ${whose}`;
  const notes = [
    ...(unread.length > 0 || (open && !proxy)
      ? [
          `Whether a proxy applies is not known: ${hidden} comes from a ConfigMap or Secret, which are not read.`,
        ]
      : []),
    ...(broken === undefined ? [] : [`${broken} ${whose} names no proxy: clients that read it fail.`]),
  ];
  if (!proxy) return { notes };
  const at = formatHostPort(proxy.host, proxy.port);
  if (exempt)
    return {
      notes: [...notes, `${proxy.variable} ${whose} names proxy ${at}; NO_PROXY exempts this host.`],
    };
  return {
    via: proxy,
    notes: [
      ...notes,
      `${proxy.variable} ${whose} sends this request through proxy ${at}, for programs that read it: what is judged here is the way to the proxy, and what it does is out of sight.`,
    ],
  };
}
