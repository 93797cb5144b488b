import { isLoopback } from '../../../core/address/policy.ts';
import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { Look } from '../../../core/tool.ts';
import type { Input } from '../input.ts';
import { candidates, nobodyFor } from '../nobody.ts';
import type { Observation, PortSeen } from '../observation.ts';
import { isHostAddress } from '../host-address.ts';
import { destinations } from './addresses.ts';
import { aliases } from './aliases.ts';
import { startControl } from './control.ts';
import { Gate } from './gate.ts';
import { quietly } from './quiet.ts';
import { Restraint } from './restraint.ts';
import { tryAddress } from './tries.ts';

/** Connections under way at a time. */
const WIDTH = 64;

/** Looks the host up, then tries every port of every address by itself. */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const { allowed, ...found } = await destinations(look, input.host);
  if (allowed.length === 0) return { ...found, ports: [] };
  look.progress(`connect ${input.host}, ${allowed.length} address${allowed.length === 1 ? '' : 'es'}`);
  const gate = new Gate(WIDTH);
  const controls = candidates(allowed);
  const hosting = ifSeen(look.vantage.hostView([...controls, ...allowed], look.signal));
  // Where the way to the target crosses no network, nothing on it can answer for others.
  const nobody = hosting.then((host) => (allowed.every(isLoopback) ? undefined : nobodyFor(allowed, host)));
  const plan = { allowed, gate, nobody };
  const [host, ports] = await Promise.all([
    hosting,
    Promise.all([...new Set(input.ports)].map((port) => observePort(look, input, port, plan))),
  ]);
  await quietly(look, ports, input.timeout, (address) => isLoopback(address) || isHostAddress(address, host));
  const chain = await aliases(look, input.host, allowed, ports);
  const { interfaces = [], ipv4 = false, ipv6 = false } = host ?? {};
  const routes = (host?.routes ?? []).filter(({ to }) => !controls.includes(to));
  const seen = host && { host: { interfaces, routes, ipv4, ipv6 } };
  return { ...found, ...seen, ...(chain && { aliases: chain }), ports };
}

async function observePort(
  look: Look,
  { attempts, timeout, interval }: Input,
  port: number,
  { allowed, gate, nobody }: { allowed: readonly string[]; gate: Gate; nobody: Promise<string | undefined> },
): Promise<PortSeen> {
  const restraint = new Restraint(port);
  // Several addresses may be one server: its greeting is waited for longer before it is tried again.
  const staggerMs = allowed.length === 1 ? 50 : 200;
  const shared = { look, port, attempts, timeout, interval, staggerMs, gate, restraint };
  const trials = allowed.map((address) => ({ ...shared, address }));
  const running = startControl(look, nobody, port, timeout);
  try {
    const [sockets, addresses] = await Promise.all([
      ifSeen(look.vantage.sockets(port, look.signal)),
      Promise.all(trials.map(tryAddress)),
    ]);
    const control = await running.end(addresses);
    return { port, addresses, ...(control && { control }), ...(sockets && { sockets }) };
  } finally {
    running.cancel();
  }
}

/** Evidence that is good to have and may be missing. */
async function ifSeen<T>(seen: Promise<T>): Promise<T | undefined> {
  try {
    return await seen;
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}
