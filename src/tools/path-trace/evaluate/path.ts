import { type Check, drawn, pass, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import type { IcmpError, Path, Trace } from '../../../core/world/path.ts';
import type { Input } from '../input.ts';
import { hopsFigure } from './hops-figure.ts';
import { equalCostLine, hopLine, milliseconds } from './hop-line.ts';
import { lossLine } from './loss.ts';
import { unusableClauses, whatWouldHelp } from './unusable.ts';

/** How far packets to one address get. */
export function judgePath(path: Path, { port }: Input): Check {
  const main = mainTrace(path.traces, port);
  return drawn(judgeTrace(path, main, port), main && hopsFigure(main));
}

function judgeTrace(path: Path, main: Trace | undefined, port: number | undefined): Check {
  const { address, traces } = path;
  const where = port === undefined ? address : `${address} port ${port}`;
  const said = { test: testOf(main, address, port), evidence: evidenceOf(traces, main) };
  if (path.outcome === 'not-allowed') {
    return unknown('tcp', {
      ...said,
      summary: `${address}: not traced, it is off limits`,
      fix: `The address policy refuses it (${path.rule ?? 'a start-up flag'}); start Layerwalk with --allow-cidr to allow it.`,
    });
  }
  if (!main) {
    return unknown('tcp', {
      ...said,
      summary: `${address}: not traced, no program can be used`,
      evidence: unusableClauses([path]),
      fix: whatWouldHelp(path.unusable, address, port),
    });
  }
  if (main.reached === true) return pass('tcp', { ...said, summary: arrival(main, where) });
  const error = main.hops.at(-1)?.errors[0];
  return error ? rejected(main, error, said, where) : silent(main, traces, said, { address, port, where });
}

/** TCP's own, when a port is asked for; else the one that got farthest. */
function mainTrace(traces: readonly Trace[], port: number | undefined): Trace | undefined {
  const asked = traces.filter(({ probe }) => probe === 'tcp');
  const candidates = port !== undefined && asked.length > 0 ? asked : traces;
  const rank = ({ reached, hops }: Trace): number => (reached === true ? 1000 : 0) + (hops.at(-1)?.ttl ?? 0);
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0];
}

function arrival({ hops, reply, probe }: Trace, where: string): string {
  const last = hops.at(-1);
  const count = last?.ttl ?? 0;
  const time = last?.latency ? `, ${milliseconds(last.latency.best)}` : '';
  const how =
    reply === 'syn-ack'
      ? '; the port accepts'
      : reply === 'reset'
        ? '; a reset came back'
        : probe === 'tcp'
          ? '; it answers'
          : `; by ${probe.toUpperCase()}, not by TCP`;
  return `${where}: reached in ${count} ${count === 1 ? 'hop' : 'hops'}${time}${where.includes('port') ? how : ''}`;
}

type Said = Pick<Check, 'test' | 'evidence'>;

function rejected({ hops, probe }: Trace, error: IcmpError, said: Said, where: string): Check {
  const { from, type, codes, name } = error;
  const last = hops.at(-1)?.ttl ?? 0;
  // It may have let earlier probes die at its own distance.
  const itself = hops.find(({ addresses }) => addresses.includes(from))?.ttl ?? last;
  const codeText = codes.length === 0 ? '' : `, code ${codes.join(' or ')}`;
  const mayBeTarget = probe === 'udp' && name === 'port unreachable';
  return unknown('tcp', {
    ...said,
    summary: mayBeTarget
      ? `${where}: the path ends at ${from}, which may be the host under another address`
      : `${where}: ${from} rejects it, ICMP ${name} (type ${type}${codeText})`,
    evidence: [
      `the sender is hop ${itself}${itself < last ? ` and rejects what would go on to hop ${last}` : ''}`,
      ...said.evidence,
    ],
    fix: `Look at the firewall and the routes of ${from}, the sender of that ICMP error.`,
  });
}

function silent(
  main: Trace,
  traces: readonly Trace[],
  said: Said,
  { address, port, where }: { address: string; port: number | undefined; where: string },
): Check {
  const last = main.hops.at(-1);
  const answering = traces.find((trace) => trace !== main && trace.reached === true);
  const beside = answering ? ` (though it answers ${answering.probe.toUpperCase()})` : '';
  const summary = last
    ? `${where}: nothing comes back from beyond hop ${last.ttl}, ${last.addresses.join(' or ')}${beside}`
    : `${where}: no hop answers${beside}`;
  const fix: Fix = last
    ? {
        summary: `What stands behind ${last.addresses.join(' or ')} drops the packets, or only keeps silent: look at its firewall and routes next.`,
      }
    : {
        summary:
          'The first hop or this host drops the packets, or answers no probe: look at this host’s firewall and route first.',
        command: `ip route get ${address}; sudo nft list ruleset`,
      };
  const more =
    main.probe === 'tcp' || port === undefined
      ? fix
      : { ...fix, command: `sudo traceroute -n -T -p ${port} ${address}` };
  return unknown('tcp', { ...said, summary, fix: more });
}

function evidenceOf(traces: readonly Trace[], main: Trace | undefined): string[] {
  const others = traces.filter((trace) => trace !== main);
  return [
    ...(main ? [hopLine(main), ...equalCostLine(main.hops)] : []),
    ...new Set(traces.flatMap(lossLine)),
    ...others
      .filter(({ reached, probe }) => reached !== main?.reached || probe !== main.probe)
      .map((trace) =>
        trace.reached === true
          ? `${trace.program}, ${trace.probe.toUpperCase()}: reached at distance ${trace.hops.at(-1)?.ttl ?? 0}`
          : hopLine(trace),
      ),
  ];
}

function testOf(main: Trace | undefined, address: string, port: number | undefined): string {
  if (main?.program === 'mtr')
    return `mtr -n ${main.probe === 'tcp' ? `-T -P ${port ?? 80} ` : ''}${address}`;
  if (main?.program === 'tracepath') return `tracepath -n ${address}`;
  const tcp = main === undefined ? port !== undefined : main.probe === 'tcp';
  return `traceroute -n ${tcp ? `-T -p ${port ?? 80} ` : ''}${address}`;
}
