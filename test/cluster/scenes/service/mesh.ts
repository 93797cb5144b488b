import { end } from '../../../lab/serving/end.ts';
import { fails } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { shop } from '../story/shop.ts';

/** A sidecar that wants mutual TLS ends what begins otherwise. */
const strict = {
  name: 'sidecar',
  run: end('tcp', { port: 6379, ending: 'reset', onData: true }),
  ports: { tcp: [6379] },
};
const mesh = shop('mesh', {
  redis: {
    spec: {
      initContainers: [{ name: 'istio-proxy', image: 'example.test/proxy:1', restartPolicy: 'Always' }],
    },
  },
  servers: [strict],
});
const permissive = (mode: string) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: mesh.cache },
  spec: { mtls: { mode } },
});

/** One end of the mesh speaks mutual TLS and the other does not. */
export const MESH: readonly Scene[] = [
  {
    name: 'mesh-mtls-mismatch',
    ...mesh,
    objects: [...mesh.objects, permissive('STRICT')],
    ask: ['diagnose', `http://redis.${mesh.cache}.svc.cluster.local:6379/`, '--from', mesh.source],
    witnesses: [
      {
        at: mesh.api.pod,
        run: [
          'python3',
          '-c',
          `import socket; s = socket.create_connection(("${mesh.virtual}", 6379)); s.send(b"PING\\r\\n"); s.recv(1)`,
        ],
        ends: 'fails',
        says: /reset/,
      },
    ],
    expect: fails('mesh.mtls-mismatch', { surfacedAt: 'app', claim: 'proven' }),
    reading: fails('mesh.mtls-mismatch', { surfacedAt: 'app', claim: 'modelled' }),
    never: ['policy.', 'dns.'],
  },
];
