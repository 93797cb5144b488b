import * as z from 'zod';
import { AddressText } from '../../core/plain-text.ts';
import { Dial } from '../../core/world/dial.ts';
import { Lookup } from '../../core/world/dns.ts';
import { HostView } from '../../core/world/host-view.ts';
import { Sniff } from '../../core/world/sniff.ts';
import { SocketTable } from '../../core/world/sockets.ts';

/** One connection attempt; where to is said around it. */
export const Try = Dial.omit({ address: true, port: true });
export type Try = z.infer<typeof Try>;

/** What a connection heard while nothing was sent. */
export const Heard = Sniff.omit({ dial: true });
export type Heard = z.infer<typeof Heard>;

/** All tries of one address and port. */
export const AddressSeen = z.object({
  address: AddressText,
  /** In the order started. The first one listened. */
  tries: z.array(Try).min(1),
  heard: Heard,
  /** A second connection that listened, after a reset. */
  again: z.object({ dial: Try, heard: Heard }).optional(),
  /** A try after all others were over, with the kernel's counters around it. */
  quiet: Try.optional(),
});
export type AddressSeen = z.infer<typeof AddressSeen>;

/** The negative control: an address that nobody has, 192.0.2.1 unless said. `answer` is absent when none came in time. */
export const Control = z.object({
  address: AddressText.optional(),
  waitedMs: z.number(),
  answer: Try.optional(),
});
export type Control = z.infer<typeof Control>;

export const PortSeen = z.object({
  port: z.int(),
  addresses: z.array(AddressSeen),
  /** Absent when it was not sent. */
  control: Control.optional(),
  sockets: SocketTable.optional(),
});
export type PortSeen = z.infer<typeof PortSeen>;

export const Observation = z.object({
  /** What libc says of the name; absent for an address. */
  lookup: Lookup.optional(),
  /** Addresses that the policy refuses, and its rule. */
  refused: z.array(z.object({ address: z.string(), rule: z.string() })),
  /** Addresses beyond the cap: not tried. */
  leftOut: z.array(z.string()),
  host: HostView.pick({ interfaces: true, routes: true, ipv4: true, ipv6: true }).optional(),
  /** The names that the host's CNAME records lead to; asked only where connections without keepalive made it matter. */
  aliases: z.array(z.string()).optional(),
  ports: z.array(PortSeen),
});
export type Observation = z.infer<typeof Observation>;
