import type { Input } from '../input.ts';
import type { PortSeen } from '../observation.ts';

/** Whether tries were left out to spare a server that greets like MySQL. */
export const isShy = ({ addresses }: PortSeen, { attempts }: Input): boolean =>
  addresses.some(({ heard, again }) => heard.protocol === 'mysql' || again?.heard.protocol === 'mysql') &&
  addresses.some(({ tries }) => tries.length < attempts);
