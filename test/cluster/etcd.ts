import { join } from 'node:path';
import { type Daemon, startDaemon } from './daemon.ts';
import { clusterProgram } from './programs.ts';

/** Starts etcd with an empty store in a folder; it is ready when this resolves. */
export async function startEtcd(folder: string, clients: number, peers: number): Promise<Daemon> {
  const url = `http://127.0.0.1:${clients}`;
  const peerUrl = `http://127.0.0.1:${peers}`;
  const daemon = startDaemon(
    [
      clusterProgram('etcd') ?? 'etcd',
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
    ],
    join(folder, 'etcd.log'),
  );
  await daemon.ready(async () => (await fetch(`${url}/health`)).ok);
  return daemon;
}
