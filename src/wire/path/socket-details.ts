/** What the kernel tells of one TCP connection. Sizes are bytes, options not counted in `mss` and `advertisedMss`. */
export interface SocketDetails {
  readonly localPort: number;
  readonly remotePort: number;
  readonly timestamps: boolean;
  readonly mss: number;
  readonly pathMtu: number;
  readonly advertisedMss: number;
  /** The payload of the segments received, as estimated. */
  readonly receivedMss: number;
  /** The shortest round trip so far, in milliseconds, where it is told. */
  readonly roundTripMs?: number;
  /** Segments that were sent again, SYNs not counted. */
  readonly resent: number;
  readonly acknowledged: number;
  readonly received: number;
  readonly outOfOrder: number;
  /** Segments are held back now, although the program has read all: one before them is missing. */
  readonly gap: boolean;
}

const ENDS = /^\S+ +(\d{1,15}) +\d+ +\S+:(\d{1,5}) +\S+:(\d{1,5})(?: |$)/;
/** The timestamp option and its padding (RFC 7323 section 3.2). */
const TIMESTAMPS = 12;

/**
 * Reads what ss(8) prints with `-Htinom`: a line with the two ends, then one, indented, with `name:value` pairs; or all on one line. Connections
 * without a path MTU, such as closed ones, are left out.
 */
export function parseSocketDetails(text: string): SocketDetails[] {
  const records: string[] = [];
  for (const line of text.split('\n')) {
    if (/^\s/.test(line) && records.length > 0) records.push(`${records.pop() ?? ''} ${line.trim()}`);
    else if (line !== '') records.push(line);
  }
  return records.flatMap(detailsOf);
}

function detailsOf(record: string): SocketDetails[] {
  const ends = ENDS.exec(record);
  const words = new Set(record.split(/\s+/));
  const value = (name: string): number | undefined => {
    const found = new RegExp(`(?:^|\\s)${name}:(\\d{1,15})(?:\\s|$)`).exec(record)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [mss, pathMtu, advertised] = ['mss', 'pmtu', 'advmss'].map(value);
  if (!ends || mss === undefined || pathMtu === undefined || advertised === undefined) return [];
  const timestamps = words.has('ts');
  const roundTrip = /(?:^|\s)minrtt:(\d{1,9}(?:\.\d{1,6})?)(?:\s|$)/.exec(record)?.[1];
  const options = timestamps ? TIMESTAMPS : 0;
  return [
    {
      localPort: Number(ends[2]),
      remotePort: Number(ends[3]),
      timestamps,
      mss: mss + options,
      pathMtu,
      advertisedMss: advertised + options,
      receivedMss: value('rcvmss') ?? 0,
      ...(roundTrip !== undefined && { roundTripMs: Number(roundTrip) }),
      resent: Number(/(?:^|\s)retrans:\d{1,9}\/(\d{1,9})(?:\s|$)/.exec(record)?.[1] ?? 0),
      acknowledged: value('bytes_acked') ?? 0,
      received: value('bytes_received') ?? 0,
      outOfOrder: value('rcv_ooopack') ?? 0,
      gap: ends[1] === '0' && Number(/ skmem:\(r(\d{1,15}),/.exec(record)?.[1] ?? 0) > 0,
    },
  ];
}
