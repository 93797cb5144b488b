import { getServers } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ResolverConfig } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { hostsLines } from './dns/hosts-file.ts';
import { libc } from './dns/libc.ts';
import { hostsSources } from './dns/nsswitch.ts';
import { parseResolvConf } from './dns/resolv-conf.ts';
import type { LocalSetting } from './setting.ts';

/** The resolver's configuration as this machine's files say. Rejects only with the signal's reason. */
export const resolverConfig =
  ({ files, env }: LocalSetting): Vantage['resolverConfig'] =>
  async (name, signal) => {
    signal.throwIfAborted();
    const read = (file: string): Promise<FileText> => text(file, signal);
    const [conf, nsswitch, hosts] = await Promise.all([
      read(files.resolvConf),
      read(files.nsswitch),
      read(files.hosts),
    ]);
    const onUnix = process.platform !== 'win32' && process.platform !== 'darwin';
    const config: ResolverConfig = {
      ...parseResolvConf(conf.text, { env, hostname: hostname() }),
      hostsSources: hostsSources(nsswitch.text),
      hostsLines: hostsLines(hosts.text, name),
      libc: await libc(),
      authoritative: onUnix && conf.readable,
    };
    return onUnix ? config : { ...config, nameservers: getServers() };
  };

/** A file that does not exist reads as empty: the C library falls back to its defaults then. */
interface FileText {
  readonly text: string;
  readonly readable: boolean;
}

async function text(file: string, signal: AbortSignal): Promise<FileText> {
  try {
    return { text: await readFile(file, { encoding: 'utf8', signal }), readable: true };
  } catch (error) {
    signal.throwIfAborted();
    return { text: '', readable: (error as NodeJS.ErrnoException).code === 'ENOENT' };
  }
}
