import { clientView } from '../client-view.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { keepAliveSeconds } from './keepalive-race.ts';
import { originOf } from './origin.ts';

const DISPUTES: Readonly<Record<string, string>> = {
  'upper-http': 'HTTP_PROXY is set in upper case only: curl ignores it, Go and Python use it.',
  loopback: 'Programs in Go never use a proxy for localhost and loopback addresses; curl does.',
  'default-port': 'The proxy is set without a port: curl takes 1080, Go takes 80.',
  port: 'NO_PROXY has the host with its port: Go and Python heed that, curl does not.',
  'star-dot': 'NO_PROXY has "*." before the domain: Go heeds that, curl and Python do not.',
  'star-in-list': 'NO_PROXY has "*" among other entries: Go takes it for all hosts, curl and Python do not.',
  apex: 'NO_PROXY has the domain with a leading dot: curl exempts the domain itself, too, Go only what is below it.',
  blank: 'NO_PROXY has blanks between entries: older curl takes them as separators; write commas.',
  'prefix-zero': 'NO_PROXY has a network of length 0: Go takes it for all addresses, curl for none.',
};

/** What limits the finding, and what lies beside it. */
export function notesOf(seen: Observation, input: Input): string[] {
  const { way, hops } = seen;
  const notes: string[] = [];
  const [begun] = hops;
  if (way.used) {
    notes.push(
      'With a proxy in use, name resolution, TCP and TLS beyond it are the proxy’s vantage, not seen from here.',
    );
  }
  notes.push(...way.disputes.flatMap((dispute) => DISPUTES[dispute] ?? []));
  if (way.used && way.exemptByAddress) {
    notes.push(
      'NO_PROXY has a network that holds the target’s address; it counts only for addresses in the URL, not for names.',
    );
  }
  if (begun) {
    const lost = begun.exchanges.filter(({ outcome }) => outcome === 'connect-failed').length;
    if (lost > 0 && lost < begun.exchanges.length)
      notes.push(`${lost} of ${begun.exchanges.length} addresses accepted no connection: ask tcp_probe.`);
    if (begun.refused.length > 0)
      notes.push(`${begun.refused.length} addresses were left out by the address policy.`);
    if (begun.untried > 0) notes.push(`${begun.untried} more addresses were not asked.`);
  }
  if (seen.end === 'other-scheme') notes.push('The answer redirects out of HTTP: not followed.');
  notes.push(...downgrades(seen), ...bodyNote(seen), ...idleNote(seen, input));
  if (/^wss?:/i.test(input.url))
    notes.push(
      'An ordinary request was sent, no WebSocket upgrade: 400, 404 and 426 may be its normal answer.',
    );
  if (/=REDACTED(?:&|$)/.test(input.url))
    notes.push('The URL was sent with "REDACTED" in place of a secret: 401 and 403 are to be expected.');
  return notes;
}

const downgrades = ({ hops }: Observation): string[] =>
  hops.some((hop, at) => hop.url.startsWith('http:') && hops[at - 1]?.url.startsWith('https:') === true)
    ? [`A redirect leads from https to plain http: ${hops.map(({ url }) => originOf(url)).join(' → ')}.`]
    : [];

/** A body that was announced and did not come whole. */
function bodyNote({ hops }: Observation): string[] {
  const last = hops.at(-1);
  const body = last && clientView(last)?.body;
  if (body?.announced === undefined || body.end === 'complete' || body.end === 'enough') return [];
  const how = { stalled: 'stalled', cut: 'was cut off', reset: 'was reset', malformed: 'was malformed' }[
    body.end
  ];
  return [
    `The body ${how} after ${body.bytes} of ${body.announced} bytes: if large answers stall and small ones pass, suspect the MTU.`,
  ];
}

/** Only who asks a server by its address may be standing behind its balancer. */
function idleNote({ hops }: Observation, { address }: Input): string[] {
  const last = hops.at(-1);
  const answer = last && clientView(last);
  const seconds = answer && keepAliveSeconds(answer);
  return address === undefined || seconds === undefined || seconds >= 60
    ? []
    : [
        `The server closes idle connections after ${seconds} s: a balancer in front of it must give them up earlier, or there is sporadic 502.`,
      ];
}
