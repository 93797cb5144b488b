import { defineFailures } from '../../core/failure.ts';

/** The failure modes that path_mtu can name. */
export const failures = defineFailures({
  'mtu.black-hole': {
    title: 'Large packets vanish',
    symptom: 'connects, small requests work, large transfers hang',
    toldApartBy:
      'Packets up to N bytes are acknowledged, N + 1 never is, on several connections and when sent again, no ICMP error comes, and the interface allows more. On the way back: segments arrive out of order and the missing one never does, twice; or no part of a long answer comes while short ones do, and ping loses packets above N bytes, to the byte.',
    fix: 'Lower the MTU of the interface or route, clamp the MSS on a router, and let ICMP type 3 code 4 and ICMPv6 type 2 through end to end.',
    seen: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/356'],
  },
  'mtu.reduced': {
    title: 'The path is narrower than the interface, and says so',
    symptom: 'none, or a pause at the first large packet',
    toldApartBy: 'The kernel learned a smaller MTU by ICMP, and packets of just that size are acknowledged.',
    fix: 'Nothing need be done: path MTU discovery works. Setting that MTU on the route saves the pause.',
  },
  'mtu.encap-overhead': {
    title: 'A tunnel’s overhead was not taken off the MTU',
    symptom: 'large packets vanish, often only between nodes',
    toldApartBy:
      'Large packets vanish above N, and the interface’s MTU minus N is what a known encapsulation adds.',
    fix: 'Set the MTU of the pod’s or tunnel’s interface to what the tunnel leaves.',
    seen: ['https://github.com/hcloud-k8s/terraform-hcloud-kubernetes/issues/450'],
  },
  'mtu.mismatch': {
    title: 'Two ends of a link have different MTUs',
    symptom: 'one pair of hosts only; other protocols than TCP lose large packets',
    toldApartBy:
      'The server’s MSS stands for a smaller MTU than this interface has, and larger packets reach the router before it and vanish there without ICMP.',
    fix: 'Give all interfaces of that link the same MTU.',
    seen: ['https://github.com/coreos/bugs/issues/2443'],
  },
  'mtu.jumbo': {
    title: 'Jumbo frames meet an ordinary path',
    symptom: 'large packets vanish or pause, from hosts with a large MTU only',
    toldApartBy: 'The source’s interface has a jumbo MTU, and the path carries less.',
    fix: 'Give the route to that network the MTU of the path.',
  },
});

export type Code = keyof typeof failures;
