import { defineFailures } from '../../core/failure.ts';

/** The failure modes that dns_lookup can name. */
export const failures = defineFailures({
  'dns.nxdomain': {
    title: 'The name does not exist',
    symptom: 'Name or service not known.',
    toldApartBy:
      'NXDOMAIN for every name that the resolver library tries, with the SOA of the zone that denies it; where a resolver leaves the SOA out, getaddrinfo or the authority must agree. A cluster name asked from outside the cluster is no evidence.',
    fix: 'Correct the name, or create the record.',
  },
  'dns.no-data': {
    title: 'The name exists without a record of this type',
    symptom: 'No address associated with hostname.',
    toldApartBy:
      'NOERROR with an empty answer and the SOA; where a resolver leaves the SOA out, getaddrinfo or the authority must agree.',
    fix: 'Add the record, or ask for a type that exists.',
  },
  'dns.servfail': {
    title: 'The resolver could not answer',
    symptom: 'Temporary failure in name resolution.',
    toldApartBy:
      'SERVFAIL, with the extended error (RFC 8914) if the resolver sends one, and whether it answers with checking disabled.',
    fix: 'Look for the cause where the resolver gets its answers: trace the name from the root, or read the resolver’s log.',
  },
  'dns.refused': {
    title: 'The resolver will not serve us',
    symptom: 'Temporary failure in name resolution, at once.',
    toldApartBy: 'The response code REFUSED.',
    fix: 'Use a resolver that serves this network, or add this address to the access list of that one.',
  },
  'dns.timeout': {
    title: 'No answer from the name server',
    symptom: 'Temporary failure in name resolution, after seconds.',
    toldApartBy:
      'No reply over UDP, with and without EDNS, to which server and in how many tries; whether TCP answers, and whether the server answers anything else, is said beside it.',
    fix: 'Make UDP and TCP port 53 of the server reachable, or bring the server back.',
  },
  'dns.tcp-blocked': {
    title: 'Large answers fail, DNS over TCP is blocked',
    symptom: 'Names with many or large records cannot be resolved, others can.',
    toldApartBy: 'A truncated answer (TC=1) over UDP, and no answer from the same server over TCP.',
    fix: 'Allow TCP port 53 to the name server.',
  },
  'dns.filtered': {
    title: 'The resolver filters the name',
    symptom: 'The name does not resolve here, or resolves to a block page; elsewhere it resolves.',
    toldApartBy: 'Extended error 15 (Blocked), 16 (Censored) or 17 (Filtered) in the reply.',
    fix: 'Ask who runs the resolver to allow the name, or use another resolver.',
  },
  'dns.search-path': {
    title: 'The search list leads a relative name elsewhere',
    symptom: 'A name gives another address, or none, than the same name with a trailing dot.',
    toldApartBy:
      'The relative name and the name with a trailing dot differ, and the search list and ndots that made it so.',
    fix: 'Write the name with a trailing dot, lower ndots, or remove the wildcard record or search domain.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/64924'],
  },
  'dns.musl-stops': {
    title: 'The musl resolver stops at a suffixed name',
    symptom: 'The name fails on Alpine and resolves elsewhere.',
    toldApartBy:
      'The client runs on musl, a suffixed query gives SERVFAIL, NODATA or nothing, and the name as it is answers.',
    fix: 'Write the name with a trailing dot, or make the search domain answer NXDOMAIN.',
    seen: ['https://github.com/moby/moby/issues/45553'],
  },
  'dns.split-horizon': {
    title: 'Resolvers give different answers',
    symptom: 'The name works on some networks and not on others.',
    toldApartBy:
      'Side by side, one server has the name and another denies it, or one gives private and another public addresses.',
    fix: 'Use the resolver that has the intended view, or link the private zone to this network.',
    seen: ['https://github.com/Azure/AKS/issues/1839'],
  },
  'dns.hosts-override': {
    title: 'The hosts file overrides DNS',
    symptom: 'Programs reach another address than DNS says.',
    toldApartBy:
      'getaddrinfo differs from the DNS answer and equals a line of the hosts file, which is shown.',
    fix: 'Remove or correct the line in the hosts file.',
  },
  'dns.stale': {
    title: 'An old answer is still in use',
    symptom: 'Clients go to the old address, or do not see a new name.',
    toldApartBy:
      'The resolver says so (extended errors 3 and 19), or its answer comes from its cache and differs from what every authority says now.',
    fix: 'Wait until the remaining ttl is over, or flush the resolver’s cache; lower the ttl before the next change.',
    seen: ['https://github.com/coredns/coredns/issues/2434'],
  },
  'dns.lame-delegation': {
    title: 'A delegated server does not serve the zone',
    symptom: 'Some queries are slow or fail.',
    toldApartBy:
      'In a trace from the root, a server that the parent zone names does not answer, refuses, or is not authoritative for the zone.',
    fix: 'Repair that server, or remove it from the NS records in the parent and in the zone.',
  },
  'dns.dnssec-bogus': {
    title: 'DNSSEC validation fails',
    symptom: 'SERVFAIL from validating resolvers, while others answer.',
    toldApartBy:
      'SERVFAIL before and after, an answer with checking disabled (CD=1) between, and a DNSSEC reason: an extended error that says so, or signatures in that answer and no error that says anything else.',
    fix: 'Sign the zone again, or correct the DS record in the parent.',
  },
  'dns.cname-dangling': {
    title: 'An alias points to a name that does not exist',
    symptom: 'Name or service not known, though the alias exists.',
    toldApartBy: 'A CNAME chain in the answer whose last name is NXDOMAIN.',
    fix: 'Point the CNAME at an existing name, or create its target.',
  },
  'dns.v6-unroutable': {
    title: 'An IPv6 address comes first and there is no IPv6 route',
    symptom: 'Connections are slow to start or fail with ENETUNREACH.',
    toldApartBy: 'getaddrinfo lists an IPv6 address that has no route here before an IPv4 address.',
    fix: 'Prefer IPv4 (gai.conf), give the host an IPv6 route, or drop the AAAA record.',
    seen: ['https://github.com/k3s-io/k3s/issues/5849'],
  },
  'dns.server-dead': {
    title: 'The first name server is dead',
    symptom: 'Every lookup takes about 5 seconds.',
    toldApartBy: 'The first server of resolv.conf gives no answer at all and a later one answers.',
    fix: 'Remove the server from resolv.conf, or repair it.',
  },
  'dns.slow-5s': {
    title: 'Lookups stall in steps of the resolver’s timeout',
    symptom: 'Some lookups take 5 or 10 seconds, others none.',
    toldApartBy:
      'Every server answers each question by itself at once, many times over, the same over TCP, and repeated lookups of the pair A and AAAA still stall at multiples of the timeout.',
    fix: 'Run NodeLocal DNSCache, or set the option single-request-reopen (glibc) or use-vc.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/56903'],
  },
});

export type DnsCode = keyof typeof failures;
