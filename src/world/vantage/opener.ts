import type { Duplex } from 'node:stream';
import type { AddressPolicy } from '../../core/address/policy.ts';
import type { Dial } from '../../core/world/dial.ts';

/** Where to, and how long to wait. */
export interface ConnectRequest {
  /** An address literal that the address policy admits. */
  readonly address: string;
  readonly port: number;
  /** For the network's part: from the moment that the attempt begins. */
  readonly timeoutMs: number;
  /** Called when the attempt begins, which is at once on this machine, and once a program runs in a pod. */
  readonly began?: () => void;
}

/** How the attempt ended; the stream when it is open, which the caller must destroy. */
export interface Connected {
  readonly dial: Dial;
  readonly stream?: ByteWay;
}

/** The bytes of a connection: it ends with the peer's FIN, and its error carries an errno as `code`. */
export type ByteWay = Duplex & {
  /** Whether the peer's kernel acknowledged all that was sent; null where that cannot be seen. */
  acknowledged?(): Promise<boolean | null>;
};

/**
 * One connection attempt to one address: no second address, no second family. Rejects with the signal's reason, or with
 * CannotObserve when nothing could be sent from there.
 */
export type Opener = (request: ConnectRequest, signal: AbortSignal) => Promise<Connected>;

/** Datagrams towards one address and port, and from there only. */
export interface Datagrams {
  send(octets: Uint8Array): void;
  close(): void;
}

/** Who waits for datagrams. `failed` gets a Node error, or CannotObserve when nothing could be sent from there. */
export interface DatagramEvents {
  /** Datagrams can be sent now. */
  began(): void;
  message(octets: Uint8Array): void;
  failed(error: Error & { code?: string }): void;
}

/** Opens a way for datagrams to an address literal that may be asked. Never throws. */
export type DatagramOpener = (
  to: { readonly family: 4 | 6; readonly address: string; readonly port: number },
  events: DatagramEvents,
) => Datagrams;

/** From where a connection is inspected, and where to it may go. */
export interface Outlook {
  readonly policy: AddressPolicy;
  readonly open: Opener;
}
