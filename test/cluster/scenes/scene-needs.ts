import { programNeeds } from '../../deploy/programs.ts';
import type { Wants } from '../../needs.ts';
import { containerNeeds } from '../programs.ts';

/** What the scenes ask of the machine. */
export function sceneNeeds(): Wants {
  const wants = containerNeeds();
  return {
    ...wants,
    also: [...(wants.also ?? []), ...(programNeeds('kubectl').also ?? [])],
    commands: [...(wants.commands ?? []), 'nft', 'nc', 'dig', 'named', 'redis-server'],
    packages: [
      ...(wants.packages ?? []),
      'nftables',
      'netcat-openbsd',
      'bind9-dnsutils',
      'bind9',
      'redis-server',
    ],
  };
}
