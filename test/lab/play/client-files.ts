import { at } from '../network/at.ts';

/** The client's files in /etc, unless a scenario has its own. */
export const CLIENT_FILES = {
  'resolv.conf': `nameserver ${at.resolver.v4}\n`,
  'nsswitch.conf': 'hosts: files dns\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
} as const;
