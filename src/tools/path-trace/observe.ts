import { familyAddresses } from '../../core/family-addresses.ts';
import type { Look } from '../../core/tool.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

const DEADLINE_MS = 4_000;
/** MySQL blocks a client after 100 interrupted handshakes (max_connect_errors). */
const MYSQL = 3306;

/** Looks the host up and traces the path to the first address of each family, both at once. */
export async function observe(look: Look, { host, port }: Input): Promise<Observation> {
  const found = await familyAddresses(look, host);
  look.progress(`trace ${host}`);
  const paths = await Promise.all(
    found.chosen.map((address) =>
      look.vantage.path(
        { address, ...(port !== undefined && { port, sparing: port === MYSQL }), timeoutMs: DEADLINE_MS },
        look.signal,
      ),
    ),
  );
  return { ...found, paths };
}
