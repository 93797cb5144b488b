import type { Layer } from './layer.ts';

/** One failure mode: what it means, what tells it apart, what mends it. The text behind docs/failure-modes.md. */
export interface Failure {
  /** Short name for people, e.g. "The name does not exist". */
  readonly title: string;
  /** What a user of the target notices. */
  readonly symptom: string;
  /** The evidence without which the code may not be claimed. */
  readonly toldApartBy: string;
  /** How it is mended, in general. */
  readonly fix: string;
  /** Addresses of reports that show that the mode is real. */
  readonly seen?: readonly string[];
}

export type FailureTable<Code extends string = string> = Readonly<Record<Code, Failure>>;

const LAYER_OF_PREFIX: Readonly<Record<string, Layer>> = {
  dns: 'dns',
  service: 'service',
  ingress: 'service',
  mesh: 'service',
  tcp: 'tcp',
  policy: 'policy',
  firewall: 'firewall',
  lb: 'firewall',
  tls: 'tls',
  app: 'app',
  mtu: 'mtu',
};

/** The layer that a code's prefix names: the one that is to be fixed. Throws on a prefix that no layer has. */
export function layerOf(code: string): Layer {
  const layer = LAYER_OF_PREFIX[code.slice(0, code.indexOf('.'))];
  if (!layer) throw new TypeError(`No layer has codes like "${code}".`);
  return layer;
}

/** A tool's failure table, typed by its codes; a code whose prefix names no layer is refused at load. */
export function defineFailures<Code extends string>(table: FailureTable<Code>): FailureTable<Code> {
  for (const code of Object.keys(table)) layerOf(code);
  return table;
}
