import type { Wants } from '../needs.ts';

/** What the tests of the two path tools in a lab ask of the machine. */
export const PATH_LAB: Wants = {
  linux: true,
  root: true,
  commands: 'ip ss nft ping traceroute tracepath mtr openssl setpriv unshare'.split(' '),
  packages: 'iproute2 nftables iputils-ping traceroute iputils-tracepath mtr-tiny openssl util-linux'.split(
    ' ',
  ),
};
/** A network is built, and programs take their time, on a machine that does other things too. */
export const PATIENCE_MS = 90_000;
