import * as z from 'zod';
import { Word } from '../plain-text.ts';

/** One proxy setting of the environment. */
export const ProxySetting = z.object({
  /** The variable that holds it, e.g. "https_proxy". */
  variable: z.string(),
  /** `scheme://host:port`, user information removed; null when the value is no proxy address. */
  url: z.string().nullable(),
  /** Whether the value carries user information. Layerwalk never sends it. */
  credentials: z.boolean(),
});
export type ProxySetting = z.infer<typeof ProxySetting>;

/** The proxy settings of the environment, by the variables that curl reads. */
export const ProxyEnvironment = z.object({
  http: ProxySetting.optional(),
  https: ProxySetting.optional(),
  all: ProxySetting.optional(),
  /** The exceptions, as written, capped. */
  no: z.object({ variable: z.string(), list: z.string() }).optional(),
  /** HTTP_PROXY in upper case alone: many programs read it, curl does not. */
  upperHttp: ProxySetting.optional(),
});
export type ProxyEnvironment = z.infer<typeof ProxyEnvironment>;

/** What a vantage's host says of itself. */
export const HostView = z.object({
  interfaces: z.array(
    z.object({ name: z.string(), addresses: z.array(z.string()), mtu: z.int().optional(), up: z.boolean() }),
  ),
  /** The local address the kernel would use towards each address asked about (RFC 6724); absent: no route. */
  routes: z.array(
    z.object({
      to: z.string(),
      from: z.string().optional(),
      interface: z.string().optional(),
      /** A route that is no default one leads there; absent where no table can be read. */
      specific: z.boolean().optional(),
      errno: Word.optional(),
    }),
  ),
  /** Whether there is any way to the IPv4 and IPv6 Internet: a default route or its like. */
  ipv4: z.boolean(),
  ipv6: z.boolean(),
  proxy: ProxyEnvironment,
  platform: z.string(),
});
export type HostView = z.infer<typeof HostView>;
