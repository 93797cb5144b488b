let nets = 0;

/** Addresses that no other scene has: of pods, `pod(1)` and so on, and of Services. */
export interface Addresses {
  readonly pod: (n: number) => string;
  readonly service: (n: number) => string;
}

export function addresses(): Addresses {
  const net = (nets += 1);
  return { pod: (n) => `10.244.${net}.${n}`, service: (n) => `10.96.${net}.${n}` };
}
