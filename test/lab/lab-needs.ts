import type { Wants } from '../needs.ts';
import { mayHaveNetworks } from './rights.ts';

const COMMANDS =
  'ip nstat ss nft iptables ping tracepath traceroute mtr nc python3 openssl dig named dnssec-keygen dnssec-signzone unbound dnsmasq redis-server';
const PACKAGES =
  'iproute2 nftables iptables iputils-ping iputils-tracepath traceroute mtr-tiny netcat-openbsd python3 openssl bind9 bind9-dnsutils bind9-utils unbound dnsmasq-base redis-server';

/** What the scenarios ask of the machine. */
export const LAB_NEEDS: Wants = {
  linux: true,
  also: mayHaveNetworks() ? [] : ['root or user namespaces'],
  commands: COMMANDS.split(' '),
  packages: PACKAGES.split(' '),
};

/** What a cable that holds packets back needs in addition: a user namespace has no TUN. */
export const DELAY_NEEDS: Wants = { root: true, files: ['/dev/net/tun'] };
