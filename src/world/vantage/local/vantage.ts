import { hostname } from 'node:os';
import type { Vantage } from '../../../core/world/world.ts';
import { ownAddresses } from '../../own-address.ts';
import { dial } from './dial.ts';
import { hostView } from './host-view.ts';
import { http } from './http.ts';
import { lookup } from './lookup.ts';
import { aloud } from './quiet-window.ts';
import { resolve } from './resolve.ts';
import { resolverConfig } from './resolver-config.ts';
import type { LocalSetting } from './setting.ts';
import { sniff } from './sniff.ts';
import { sockets } from './sockets.ts';
import { tls } from './tls.ts';
import { tlsScan } from './tls-scan.ts';

/** This machine as a vantage. Only `mtu` and `path` start programs; they are loaded when first asked. */
export function localVantage(setting: LocalSetting): Vantage {
  return {
    identity: {
      kind: 'local',
      name: hostname().replace(/[\p{C}\p{Z}]+/gu, '-') || 'this-machine',
      addresses: ownAddresses(),
    },
    resolverConfig: resolverConfig(setting),
    resolve: aloud(resolve(setting)),
    lookup: aloud(lookup(setting)),
    dial: dial(setting),
    tls: aloud(tls(setting)),
    tlsScan: aloud(tlsScan(setting)),
    http: aloud(http(setting)),
    sniff: aloud(sniff(setting)),
    sockets: sockets(setting),
    hostView: hostView(setting),
    mtu: async (request, signal) => (await import('./mtu.ts')).mtu(setting)(request, signal),
    path: async (request, signal) => (await import('./path.ts')).path(setting)(request, signal),
  };
}
