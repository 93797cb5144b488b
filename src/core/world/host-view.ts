import * as z from 'zod';

/** The proxy settings that programs here would use; user information is removed. */
export const ProxyEnvironment = z.object({
  http: z.string().optional(),
  https: z.string().optional(),
  all: z.string().optional(),
  no: z.array(z.string()),
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
      errno: z.string().optional(),
    }),
  ),
  /** Whether there is any way to the IPv4 and IPv6 Internet: a default route or its like. */
  ipv4: z.boolean(),
  ipv6: z.boolean(),
  proxy: ProxyEnvironment,
  platform: z.string(),
});
export type HostView = z.infer<typeof HostView>;
