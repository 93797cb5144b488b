import type { Look } from '../../core/tool.ts';
import type { TlsScan } from '../../core/world/tls-scan.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';
import { addressesOf } from './observe/addresses.ts';
import { approach } from './observe/approach.ts';
import { mainWave } from './observe/main-wave.ts';
import { secondLook } from './observe/second-look.ts';
import { serverDate } from './observe/server-date.ts';
import { connectionsOf } from './connections.ts';
import { completion, judged } from './observe/trust.ts';

/** Everything that is seen of one host and port: the main handshake and its controls at once, then what tells a failure's causes apart. */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const { world, progress } = look;
  const { allowed, refused } = await addressesOf(look, input);
  let way = approach(input);
  progress(`TLS handshakes with ${input.host}:${input.port}`);
  let wave = await mainWave(look, input, way, allowed);
  const at = world.now();
  let unused = 0;
  let second = await secondLook(look, input, way, wave);
  // The port's custom was a guess: where TLS answers at once, that is the client's way.
  if (way.starttlsBy === 'port' && second.direct?.outcome === 'handshake') {
    unused = connectionsOf(wave, second);
    way = approach({ ...input, starttls: 'none' });
    wave = await mainWave(look, input, way, allowed);
    second = await secondLook(look, input, way, wave);
  }
  const [main, ...others] = await Promise.all(
    [wave.main, ...wave.others].map((tap) => judged(look, tap, at)),
  );
  if (!main) throw new TypeError('no view');
  const seen = [...wave.others, ...(wave.withoutSni ? [wave.withoutSni] : [])].flatMap(({ chain }) =>
    chain.map(({ pem }) => pem),
  );
  const [completed, clock] = await Promise.all([
    completion(look, main, at, seen),
    serverDate(look, input, main.tap, at),
  ]);
  const { scan: later, ...controls } = second;
  const scan = bothParts(wave.scan, later);
  return {
    addresses: [...allowed],
    refused: [...refused],
    ...(way.starttls && { starttls: way.starttls, ...(way.starttlsBy && { starttlsBy: way.starttlsBy }) }),
    main,
    others,
    ...(wave.withoutSni && { withoutSni: wave.withoutSni }),
    ...(scan && { scan }),
    ...controls,
    ...completed,
    ...(clock.serverDate !== undefined && { serverDate: clock.serverDate }),
    extraConnections: unused + wave.wasted + clock.connections,
  };
}

/** What was scanned at first and what was scanned later, as one scan. */
function bothParts(first: TlsScan | undefined, later: TlsScan | undefined): TlsScan | undefined {
  if (!first || !later) return first ?? later;
  return {
    ...first,
    small: later.small,
    large: [...first.large, ...later.large],
    versions: [...first.versions, ...later.versions],
    connections: first.connections + later.connections,
  };
}
