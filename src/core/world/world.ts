import type { Source } from '../target/source.ts';
import type { VantageIdentity } from '../vantage-identity.ts';
import type { Aws } from './aws.ts';
import type { Dial, DialRequest } from './dial.ts';
import type { DnsExchange, DnsQuery, Lookup, ResolverConfig } from './dns.ts';
import type { HostView } from './host-view.ts';
import type { HttpReply, HttpRequest } from './http.ts';
import type { IssuerFetch } from './issuer-fetch.ts';
import type { Kubernetes } from './kubernetes.ts';
import type { MtuRequest, PathMtu } from './mtu.ts';
import type { Path, PathRequest } from './path.ts';
import type { Sniff, SniffRequest } from './sniff.ts';
import type { SocketTable } from './sockets.ts';
import type { TlsTap, TlsTapRequest } from './tls.ts';
import type { TlsScan, TlsScanRequest } from './tls-scan.ts';
import type { ChainRequest, TrustVerdict } from './trust.ts';

/**
 * Everything that can be asked from one place in the network. Every verb has a deadline of its own and honours `signal`:
 * when it fires, the verb rejects with the signal's reason and ends what it started. What was seen, however bad, is
 * in the answer; a verb throws CannotObserve only when it could not look. Answers are plain JSON. Nothing here writes.
 */
export interface Vantage {
  readonly identity: VantageIdentity;
  /** What the resolver library reads: resolv.conf, nsswitch.conf, hosts. */
  resolverConfig(name: string, signal: AbortSignal): Promise<ResolverConfig>;
  /** One DNS question to one server. */
  resolve(query: DnsQuery, signal: AbortSignal): Promise<DnsExchange>;
  /** What the C library's getaddrinfo says: the view of most programs. */
  lookup(name: string, signal: AbortSignal): Promise<Lookup>;
  /** One TCP connection attempt to one address. */
  dial(request: DialRequest, signal: AbortSignal): Promise<Dial>;
  /** One TLS handshake, recorded as it went over the wire. */
  tls(request: TlsTapRequest, signal: AbortSignal): Promise<TlsTap>;
  /** Raw hellos: which versions, ciphers and groups the server accepts. */
  tlsScan(request: TlsScanRequest, signal: AbortSignal): Promise<TlsScan>;
  /** One HTTP request to one address; redirects are not followed. */
  http(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /** Connects and listens: what a server says first, if anything. */
  sniff(request: SniffRequest, signal: AbortSignal): Promise<Sniff>;
  /** TCP sockets of this network namespace towards (or listening on) a port. */
  sockets(port: number, signal: AbortSignal): Promise<SocketTable>;
  /** Interfaces, the route to an address, and the proxy environment. */
  hostView(towards: readonly string[], signal: AbortSignal): Promise<HostView>;
  /** How large a packet may be on the way to one address, both ways, and what makes it so. */
  mtu(request: MtuRequest, signal: AbortSignal): Promise<PathMtu>;
  /** The hops to one address, by programs of the vantage. */
  path(request: PathRequest, signal: AbortSignal): Promise<Path>;
}

/** The outside, as a tool may ask of it. */
export interface World {
  /**
   * The vantage that a source stands for, this machine when none is given. Throws CannotObserve with what would let us look
   * when nothing can be sent from that source in this set-up, or the signal's reason. `kubeContext`: the context of the kubeconfig
   * in which a pod is looked for.
   */
  vantage(from: Source | undefined, signal?: AbortSignal, kubeContext?: string): Promise<Vantage>;
  /** Judges a chain, as sent, by each trust store at hand. Sends nothing. */
  verifyChain(request: ChainRequest): Promise<TrustVerdict[]>;
  /**
   * Fetches a certificate from a CA issuers URL (RFC 5280 section 4.2.2.1), through the address policy. `target` is the address
   * that sent the certificate: one that is public may not send us to a loopback or private address.
   */
  fetchIssuer(url: string, target: string, signal: AbortSignal): Promise<IssuerFetch>;
  /** The cluster, or the manifests or recording that stand for it. */
  readonly kubernetes: Kubernetes;
  /** Manifests or a recording answer for the cluster, so that what it says can be known before anything is sent. */
  readonly standIn?: 'files' | 'recording';
  /** The AWS accounts, or the dump or recording that stands for them. */
  readonly aws: Aws;
  /** Public name servers that start-up allows dns_lookup to compare with; none by default. */
  readonly publicResolvers: readonly string[];
  /** The rule that refuses an address, undefined when it may be contacted. The verbs enforce it by themselves. */
  refusal(address: string): string | undefined;
  /** The time now: UTC, ISO 8601. */
  now(): string;
  /** Milliseconds on a steady clock, for durations. */
  elapsed(): number;
}
