import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackServer } from './loopback-server.ts';
import { runPage } from './run-page.ts';

const MANIFESTS = join('test', 'diagnosis', 'manifests');
const POLICIES = '- { from: payments/deploy/api, to: cache/svc/redis, port: 6379/TCP, expect: deny }\n';
/** Does with the server that it is told of what an assistant does first. */
const CLAUDE = `#!/bin/sh
while [ "$1" != -- ]; do shift; done; shift
echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}' | "$@"
`;

runPage(
  'README.md',
  async (folder, running) => {
    const port = await loopbackServer(running);
    for (const name of ['redis.yaml', 'shop.yaml']) {
      mkdirSync(join(folder, 'rendered'), { recursive: true });
      copyFileSync(join(MANIFESTS, name), join(folder, 'rendered', name));
    }
    writeFileSync(join(folder, 'policies.yaml'), POLICIES);
    writeFileSync(join(folder, 'claude'), CLAUDE, { mode: 0o755 });
    return {
      env: { HOME: folder },
      programs: { claude: join(folder, 'claude') },
      // There are no such hosts: a server of this machine stands for them.
      words: {
        'https://api.example.com': `http://127.0.0.1:${port}`,
        'db.internal:5432': `127.0.0.1:${port}`,
        'db.internal --ports 5432,6432': `127.0.0.1 --ports ${port}`,
        'www.example.com': 'localhost',
      },
    };
  },
  {
    'claude mcp add --transport stdio layerwalk -- npx -y layerwalk': { says: /"serverInfo".*layerwalk/ },
    'layerwalk diagnose https://api.example.com': { says: /^Reachable/m },
    'layerwalk diagnose db.internal:5432 --symptom "uploads hang"': { says: /127\.0\.0\.1/ },
    'layerwalk watch db.internal:5432 --interval 10s': { until: /UTC {2}\w+/ },
    'layerwalk dns-lookup www.example.com --trace': { says: /^pass {3}dns_lookup/m },
    'layerwalk tcp-probe db.internal --ports 5432,6432': { says: /accepts/ },
    'layerwalk doctor': { says: /name servers/ },
    'layerwalk diagnose https://shop.example.com': {
      notRun: 'it shows what the answer to a recording is, which npm run generate makes and checks',
    },
    'layerwalk diagnose redis.cache:6379 --from payments/deploy/api': {
      status: 2,
      says: /no cluster is configured/,
    },
    'layerwalk diagnose redis.cache:6379 --from payments/deploy/api --manifests ./rendered': {
      status: 1,
      says: /allow-payments-api-to-redis/,
    },
    'layerwalk service-audit shop/ing/web --url https://shop.example.com/cart': {
      status: 2,
      says: /no cluster is configured/,
    },
    'layerwalk netpol-audit --namespace cache --manifests ./rendered': { says: /2 NetworkPolicies/ },
    'layerwalk assert policies.yaml --manifests ./rendered': { says: /1/ },
    'npm ci && npm run demo': { notRun: 'it is run before the tests' },
    'npm ci && npm test': { notRun: 'it is this' },
  },
);
