import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { type LocalSetting, thisMachine } from '../../src/world/vantage/local/setting.ts';

/** What a test puts in place of the machine's own files and port. */
interface Files {
  resolvConf?: string;
  nsswitch?: string;
  hosts?: string;
  dnsPort?: number;
  env?: Record<string, string>;
}

/** A setting whose resolver files have these texts; the default policy. */
export function setting({
  resolvConf = '',
  nsswitch = 'hosts: files dns\n',
  hosts = '',
  dnsPort = 53,
  env = {},
}: Files = {}): LocalSetting {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-files-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const machine = thisMachine(addressPolicy());
  return {
    ...machine,
    env,
    dnsPort,
    files: {
      ...machine.files,
      resolvConf: file('resolv.conf', resolvConf),
      nsswitch: file('nsswitch.conf', nsswitch),
      hosts: file('hosts', hosts),
    },
  };
}
