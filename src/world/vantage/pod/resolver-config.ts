import type { ResolverConfig } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { hostsLines } from '../local/dns/hosts-file.ts';
import { libcOf } from '../local/dns/libc.ts';
import { hostsSources } from '../local/dns/nsswitch.ts';
import { parseResolvConf } from '../local/dns/resolv-conf.ts';
import { ENVIRONMENT, variables } from './environment.ts';
import type { PodSetting } from './pod-setting.ts';

const RESOLV_CONF = '/etc/resolv.conf';
const NSSWITCH = '/etc/nsswitch.conf';
const HOSTS = '/etc/hosts';
const MAPS = '/proc/self/maps';
const HOSTNAME = '/proc/sys/kernel/hostname';

/** The resolver's configuration as the container's files say; the C library is that of the program that read them. */
export const resolverConfig =
  ({ files }: PodSetting): Vantage['resolverConfig'] =>
  async (name, signal): Promise<ResolverConfig> => {
    const found = await files([RESOLV_CONF, NSSWITCH, HOSTS, MAPS, HOSTNAME, ENVIRONMENT], signal);
    const text = (path: string): string => found.get(path) ?? '';
    const surroundings = { env: variables(text(ENVIRONMENT)), hostname: text(HOSTNAME).trim() };
    return {
      ...parseResolvConf(text(RESOLV_CONF), surroundings),
      hostsSources: hostsSources(text(NSSWITCH)),
      hostsLines: hostsLines(text(HOSTS), name),
      libc: libcOf(text(MAPS)),
      authoritative: found.has(RESOLV_CONF),
    };
  };
