import { v4, v6 } from './plan.ts';

/** The addresses that scenarios speak of. `spare` is a second address of the server. */
export const at = {
  client: { v4: v4(1, 2), v6: v6(1, 2) },
  server: { v4: v4(3, 2), v6: v6(3, 2) },
  spare: { v4: v4(3, 3), v6: v6(3, 3) },
  resolver: { v4: v4(5, 2), v6: v6(5, 2) },
  secondResolver: { v4: v4(5, 3), v6: v6(5, 3) },
  /** An address on the server's network that no host has. */
  nobody: { v4: v4(3, 9), v6: v6(3, 9) },
  /** An address on the client's own network that no host has. */
  nobodyNear: { v4: v4(1, 9), v6: v6(1, 9) },
} as const;
