import { TLS13, VERSIONS } from '../../../../wire/tls/protocol-version.ts';
import type { Send } from './deep-scan.ts';
import { versionHello } from './hello-kinds.ts';
import type { ProbeResult } from './hello-probe.ts';

/** One version and what came back to a hello that offers it alone. */
export interface AskedVersion {
  readonly version: number;
  readonly result: ProbeResult;
}

/** SSL 3.0 to TLS 1.2, each alone, all at once. */
export function olderVersions(send: Send, servername: string | undefined): Promise<AskedVersion[]> {
  return Promise.all(
    VERSIONS.filter((version) => version !== TLS13).map(async (version) => ({
      version,
      result: await send(versionHello(servername, version)),
    })),
  );
}
