import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { type LocalSetting, thisMachine } from '../../src/world/vantage/local/setting.ts';

/** What a test puts in place of the machine's own files, port and environment. A file that is left out does not exist. */
interface Parts {
  readonly resolvConf?: string;
  readonly nsswitch?: string;
  readonly hosts?: string;
  readonly dnsPort?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A setting with the default policy, whose files go away when it is disposed of. */
export function setting({ dnsPort = 53, env = {}, ...texts }: Parts = {}): LocalSetting & Disposable {
  const { resolvConf, nsswitch, hosts } = texts;
  const folder = Object.keys(texts).length > 0 ? mkdtempSync(join(tmpdir(), 'layerwalk-files-')) : undefined;
  const file = (name: string, text: string | undefined): string => {
    if (folder === undefined || text === undefined) return `/nonexistent/${name}`;
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
    [Symbol.dispose]: () => folder !== undefined && rmSync(folder, { recursive: true, force: true }),
  };
}
