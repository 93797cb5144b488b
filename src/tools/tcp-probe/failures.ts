import { defineFailures } from '../../core/failure.ts';

/** The failure modes that tcp_probe can name. */
export const failures = defineFailures({
  'tcp.refused': {
    title: 'The connection is refused',
    symptom: 'connection refused, at once',
    toldApartBy:
      'ECONNREFUSED in about one round trip. Kernel counters tell a reset from an ICMP port unreachable; that nothing listens is said only with the destination’s own list of sockets.',
    fix: 'Start what should listen there, or correct the port; where it does listen, look for a policy or firewall that denies by reset or ICMP.',
  },
  'tcp.loopback-only': {
    title: 'It listens on loopback only',
    symptom: 'refused from outside, works on the host itself',
    toldApartBy: 'The host’s own list of sockets has the port on a loopback address and on no other.',
    fix: 'Bind the server to 0.0.0.0 and :: or to the address that clients use.',
  },
  'tcp.timeout': {
    title: 'Packets are dropped',
    symptom: 'connection timed out',
    toldApartBy: 'Several SYNs over several seconds; neither a SYN-ACK nor an ICMP error came back.',
    fix: 'Check what drops on the way, and back, with its owners: security groups, network ACLs, NetworkPolicies, host firewalls; then the server’s accept queue (ss -ltn there), which looks the same when full.',
  },
  'tcp.rejected': {
    title: 'The path rejects the connection',
    symptom: 'no route to host, network unreachable or permission denied, from a remote router or firewall',
    toldApartBy:
      'An ICMP error ended the attempt: by errno, and by kernel counters. Its exact code and its sender need raw access.',
    fix: 'Find the router or firewall that sent it (sudo traceroute -T shows !X or !H), and correct its rule or route.',
  },
  'tcp.no-route': {
    title: 'This host has no way there',
    symptom: 'network unreachable or no route to host, without a packet sent',
    toldApartBy:
      'connect(2) itself failed, or neighbour discovery of the next hop did: no SYN left this host.',
    fix: 'Correct the route table of the source.',
  },
  'tcp.reset-after-connect': {
    title: 'Accepted, then reset',
    symptom: 'connection reset by peer, right after connecting',
    toldApartBy: 'A reset came after the handshake had completed; when, and after how many bytes.',
    fix: 'Look at what stands before the server: a proxy without a backend, a device that lost or refuses the connection, a protocol that it does not expect.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/74839'],
  },
  'tcp.silent': {
    title: 'Accepted, then silence',
    symptom: 'connects, then hangs',
    toldApartBy: 'Connected, and not a byte within ten seconds on a port whose server speaks first.',
    fix: 'Check that the right protocol is on this port and that the server accepts connections: it may be overloaded, or wait for a reverse lookup.',
  },
  'tcp.flaky': {
    title: 'Some tries fail',
    symptom: 'works sometimes',
    toldApartBy: 'k of n tries to one address failed, each from its own source port.',
    fix: 'Look for one bad path or backend behind the address, a rate limit, or loss on the way.',
  },
  'tcp.one-family': {
    title: 'One address family fails',
    symptom: 'slow or failing for some clients, fine for others',
    toldApartBy: 'Every address of one family fails and one of the other family accepts.',
    fix: 'Correct that family’s route or firewall, or take its records out of DNS.',
  },
  'tcp.one-backend': {
    title: 'One address of several fails',
    symptom: 'fails for some clients or one time in n',
    toldApartBy: 'Of one family, some addresses fail and others accept.',
    fix: 'Repair what is behind that address, or take it out of DNS.',
  },
  'tcp.idle-timeout': {
    title: 'Idle connections are forgotten on the way',
    symptom: 'fails after idling; the first request after a pause hangs or is reset',
    toldApartBy:
      'The name, or its CNAME chain, is that of an AWS Network Load Balancer, which forgets flows after 350 s idle unless changed, and established sockets of this host to it run no keepalive timer.',
    fix: 'Switch keepalive on in the client, with a time below 350 s (net.ipv4.tcp_keepalive_time is 7200 s unless changed), or have the pool drop connections before that.',
  },
  'tcp.local-overlap': {
    title: 'The target’s address belongs to a network of this host',
    symptom: 'a wrong answer, or none, on this host only',
    toldApartBy:
      'A DNS name’s address is this host’s own on a container or VM bridge, or is routed into such a bridge, where no neighbour has it.',
    fix: 'Give the bridge another network (for Docker: default-address-pools and bip in daemon.json), or add a more specific route.',
  },
  'tcp.backlog-full': {
    title: 'The accept queue is full',
    symptom: 'like a drop, or connects and then hangs',
    toldApartBy:
      'The listener is on this host, connections wait in its queue, and the kernel counted an overflow during a try.',
    fix: 'The server does not accept fast enough: find what blocks it; then raise its backlog and net.core.somaxconn.',
  },
  'tcp.slow': {
    title: 'Connects late',
    symptom: 'the first request takes a second or more',
    toldApartBy:
      'A try took one or more seconds, the time after which a SYN is sent again, while another was fast or the kernel counted the retransmission.',
    fix: 'Look for loss on the way, in either direction, and at the accept queue of the server.',
  },
});

export type Code = keyof typeof failures;
