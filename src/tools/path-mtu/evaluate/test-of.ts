import { formatHostPort } from '../../../core/target/host-port.ts';
import type { Case } from './case.ts';
import { payloadOf } from './wording.ts';

/** What a person could run: the measurement, or ping's part of it. */
export function testOf({ input, path, family }: Case): string {
  if (input.port !== undefined && path.tcp)
    return `path MTU of ${formatHostPort(path.address, input.port)} by single segments`;
  const size = path.route.interfaceMtu ?? 1500;
  return `ping -c 1 -M do -s ${payloadOf(Math.min(size, input.max ?? size), family)} ${path.address}`;
}
