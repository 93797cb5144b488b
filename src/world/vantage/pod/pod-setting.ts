import type { AddressPolicy } from '../../../core/address/policy.ts';
import type { Carried } from './carried.ts';
import type { OwnConnections } from './own-connections.ts';
import type { Place } from './place.ts';
import type { PodExec } from './pod-exec.ts';
import type { ReadFiles } from './read-files.ts';

/** What the verbs of one pod are built on. */
export interface PodSetting {
  readonly place: Place;
  readonly exec: PodExec;
  readonly policy: AddressPolicy;
  readonly carried: Carried;
  /** Throws CannotObserve where nothing in the container can read a file. */
  readonly files: ReadFiles;
  readonly sockets: OwnConnections;
  /** Waits until fewer than the most programs run in the pod at a time; the answer ends the turn. */
  readonly slot: (signal: AbortSignal) => Promise<() => void>;
  /** Port of a name server whose address is given without one. */
  readonly dnsPort: number;
}
