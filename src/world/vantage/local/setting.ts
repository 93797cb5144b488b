import type { AddressPolicy } from '../../../core/address/policy.ts';

/** What the local verbs are built on, so that a test can put other files and ports in place of the machine's. */
export interface LocalSetting {
  readonly policy: AddressPolicy;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: {
    readonly resolvConf: string;
    readonly nsswitch: string;
    readonly hosts: string;
    /** The /proc directory with net/tcp, net/snmp and so on. */
    readonly proc: string;
  };
  /** Port of a name server whose address is given without one. */
  readonly dnsPort: number;
  /** PEM file of the client's own trust store, from start-up. */
  readonly caFile?: string;
}

/** The machine as it is. */
export const thisMachine = (policy: AddressPolicy, caFile?: string): LocalSetting => ({
  policy,
  env: process.env,
  files: {
    resolvConf: '/etc/resolv.conf',
    nsswitch: '/etc/nsswitch.conf',
    hosts: '/etc/hosts',
    proc: '/proc/self/net',
  },
  dnsPort: 53,
  ...(caFile !== undefined && { caFile }),
});
