/** Ports from and to, both included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** What two spans share; undefined when they are apart. */
export function sharedPorts(a: Ports, b: Ports): Ports | undefined {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from <= both.to ? both : undefined;
}

/** What is left of spans when `taken` is taken away. */
export function without(spans: readonly Ports[], taken: Ports): Ports[] {
  return spans.flatMap((span) => {
    const both = sharedPorts(span, taken);
    if (!both) return [span];
    const before = { from: span.from, to: both.from - 1 };
    const after = { from: both.to + 1, to: span.to };
    return [before, after].filter(({ from, to }) => from <= to);
  });
}

/** What two sets of spans share. */
export const shared = (a: readonly Ports[], b: readonly Ports[]): Ports[] =>
  a.flatMap((one) => b.flatMap((other) => sharedPorts(one, other) ?? []));

/** Spans in order, those that touch made one. */
export function merged(spans: readonly Ports[]): Ports[] {
  const out: Ports[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && span.from <= last.to + 1)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else out.push(span);
  }
  return out;
}

export const portCount = (spans: readonly Ports[]): number =>
  merged(spans).reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** `443`, `1024-65535`, `1024-2047 and 4096-65535`. */
export const portsText = (spans: readonly Ports[]): string =>
  merged(spans)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
    .join(' and ');
