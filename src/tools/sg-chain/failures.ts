import { defineFailures } from '../../core/failure.ts';

const TIMEOUT = 'connection timed out';

/** The failure modes that sg_chain can name. */
export const failures = defineFailures({
  'firewall.egress-missing': {
    title: 'No egress rule of the source allows it',
    symptom: TIMEOUT,
    toldApartBy:
      'The union of all security groups on the source’s interface has no egress rule for this protocol, port and destination.',
    fix: 'Add the missing egress rule to a security group of the source.',
  },
  'firewall.ingress-missing': {
    title: 'No ingress rule of the destination allows it',
    symptom: TIMEOUT,
    toldApartBy:
      'The destination’s security groups admit neither the source’s groups nor its address; rules that nearly do are named, with the one thing that differs.',
    fix: 'Add the missing ingress rule to a security group of the destination, by group id where the source is seen with its private address.',
    seen: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/1878'],
  },
  'firewall.group-ref-lost': {
    title: 'A rule by group id cannot match on this way',
    symptom: TIMEOUT,
    toldApartBy:
      'A rule has the right protocol and port and names a group that the peer carries, and the way leads through NAT, a public address, another Region, a transit gateway or a peering that is not active.',
    fix: 'Name the peer by its network or by a prefix list.',
  },
  'firewall.nacl-out': {
    title: 'The network ACL of the source’s subnet denies it',
    symptom: TIMEOUT,
    toldApartBy: 'Of the outbound entries in ascending order, the first that matches denies.',
    fix: 'Add an allow entry with a lower number.',
  },
  'firewall.nacl-in': {
    title: 'The network ACL of the destination’s subnet denies it',
    symptom: TIMEOUT,
    toldApartBy: 'Of the inbound entries in ascending order, the first that matches denies.',
    fix: 'Add an allow entry with a lower number.',
  },
  'firewall.nacl-return': {
    title: 'A network ACL denies the replies',
    symptom: 'connection timed out, always or for some client ports',
    toldApartBy:
      'The replies, to the client’s ephemeral ports, meet an entry that denies; the ports that pass are listed.',
    fix: 'Allow 1024-65535 towards the clients.',
  },
  'firewall.no-route': {
    title: 'No route leads there',
    symptom: TIMEOUT,
    toldApartBy: 'The table of the subnet has no route that holds the address, on the way there or back.',
    fix: 'Add the route.',
  },
  'firewall.blackhole': {
    title: 'The route leads nowhere',
    symptom: TIMEOUT,
    toldApartBy: 'The longest prefix that holds the address belongs to a route in state blackhole.',
    fix: 'Point the route at something that exists, or remove it.',
  },
  'firewall.transit': {
    title: 'What the route leads through does not pass it on',
    symptom: TIMEOUT,
    toldApartBy:
      'The peering, transit gateway attachment, its route table, its zones, or the NAT gateway, as read, refuse it.',
    fix: 'Mend that element.',
  },
  'firewall.public-access-blocked': {
    title: 'Nothing passes between it and the internet',
    symptom: TIMEOUT,
    toldApartBy:
      'No public address, a subnet without a route to an internet gateway, or the Region’s block of public access.',
    fix: 'Give it a public way, or reach it over a private one.',
  },
  'firewall.node-low-ports': {
    title: 'The node group admits high ports only',
    symptom: 'connection timed out between nodes, not on one node',
    toldApartBy:
      'The destination is on an interface of a Kubernetes node, its groups admit the source on 1025-65535 (or 1024-65535), and the port is lower.',
    fix: 'Add the port to the node security group.',
    seen: ['https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2621'],
  },
  'firewall.pod-groups': {
    title: 'The pod’s own security groups refuse it',
    symptom: 'connection timed out, or names time out',
    toldApartBy:
      'The address is on a branch interface: its own groups apply, not the node’s, and they have no such rule.',
    fix: 'Add the rule to the pod’s security group; for names, 53 over UDP and TCP to the DNS pods.',
    seen: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/1695'],
  },
  'firewall.snat': {
    title: 'The pod’s packets leave with its node’s address',
    symptom: TIMEOUT,
    toldApartBy:
      'aws-node has AWS_VPC_K8S_CNI_EXTERNALSNAT false, the destination is outside of the VPC’s networks, and the groups refuse the node’s primary interface where they would admit the pod’s own.',
    fix: 'Add the rule for the node’s group or address; or set AWS_VPC_K8S_CNI_EXTERNALSNAT where a NAT gateway or the other side knows the pods’ addresses.',
    seen: ['https://github.com/aws/amazon-vpc-cni-k8s/issues/352'],
  },
  'firewall.lb-client-ip': {
    title: 'The target trusts the balancer only, and sees the client',
    symptom: TIMEOUT,
    toldApartBy:
      'The target group preserves the client’s address, the target’s groups admit the balancer’s addresses and not the client’s.',
    fix: 'Allow the clients, or the balancer’s security group, on the target; or turn preserve_client_ip off.',
    seen: ['https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3521'],
  },
  'firewall.endpoint': {
    title: 'The VPC endpoint does not let it in',
    symptom: TIMEOUT,
    toldApartBy:
      'The address is an interface endpoint’s whose security groups lack the port, or the endpoint is not available.',
    fix: 'Allow the port from the source on the endpoint’s security group.',
  },
  'lb.unhealthy-target': {
    title: 'The balancer has no healthy target',
    symptom: 'timeout, or 503',
    toldApartBy: 'DescribeTargetHealth gives the state and the reason of each target.',
    fix: 'Mend the health check, or what it asks: its port, path, and the target’s security group.',
  },
  'lb.no-listener': {
    title: 'The balancer does not listen on this port',
    symptom: TIMEOUT,
    toldApartBy: 'DescribeListeners has no listener with this port.',
    fix: 'Use a port that it listens on, or add a listener.',
  },
});

export type Code = keyof typeof failures;
