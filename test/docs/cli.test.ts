import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fencedCommands } from './fenced-commands.ts';
import { loopbackServer } from './loopback-server.ts';
import { runPage } from './run-page.ts';

const MANIFESTS = join('test', 'diagnosis', 'manifests');
const NO_CLUSTER = { status: 2, says: /no cluster is\s+configured/i };
const NO_CREDENTIALS = { status: 2, says: /credentials/ };
const commandsOf = (page: string): string[] =>
  fencedCommands(readFileSync(page, 'utf8')).map(({ text }) => text);

runPage(
  'docs/cli.md',
  async (folder, running) => {
    const port = await loopbackServer(running);
    mkdirSync(join(folder, 'rendered'));
    for (const name of ['redis.yaml', 'shop.yaml'])
      copyFileSync(join(MANIFESTS, name), join(folder, 'rendered', name));
    writeFileSync(
      join(folder, 'policies.yaml'),
      '- { from: payments/deploy/api, to: cache/svc/redis, port: 6379/TCP, expect: deny }\n',
    );
    writeFileSync(join(folder, 'tokens.txt'), `bot ${'t'.repeat(24)}\n`);
    cpSync(join('demo', 'rds'), join(folder, 'account'), { recursive: true });
    return {
      env: {
        HOME: folder,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'eu-west-1',
        ...Object.fromEntries(
          ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((name) => [name, '']),
        ),
      },
      // There are no such hosts: a server of this machine stands for them, which speaks plain HTTP.
      words: {
        'dns-lookup api.example.com': 'dns-lookup localhost',
        '--servers 10.0.0.2': `--servers 127.0.0.1:${port}`,
        'tls-inspect api.example.com': `tls-inspect 127.0.0.1 --port ${port}`,
        'db.internal --port 5432': `127.0.0.1 --port ${port}`,
        '10.0.0.7 --servername': `127.0.0.1 --port ${port} --servername`,
        'https://api.example.com': `http://127.0.0.1:${port}`,
        '--address 10.0.0.7': '--address 127.0.0.1',
        'db.internal:5432': `127.0.0.1:${port}`,
        'redis://cache.internal': `127.0.0.1:${port}`,
        'db.internal --ports 5432,6432': `127.0.0.1 --ports ${port}`,
        '10.0.0.7 --ports 443': `127.0.0.1 --ports ${port}`,
        'db:5432 --times 30': `127.0.0.1:${port} --times 1`,
        'serve --http': 'serve --http --port 0',
        'sg-chain 10.0.1.10': 'sg-chain 10.20.1.77',
      },
    };
  },
  {
    'layerwalk diagnose https://api.example.com': { says: /^Reachable/m },
    'layerwalk diagnose db.internal:5432 --symptom "hangs after connecting"': { says: /127\.0\.0\.1/ },
    'layerwalk diagnose redis://cache.internal --record case.json': { says: /127\.0\.0\.1/ },
    'layerwalk dns-lookup api.example.com': { says: /^pass {3}dns_lookup/m },
    'layerwalk dns-lookup api.example.com --types A,AAAA,HTTPS --servers 10.0.0.2': {
      says: /dns_lookup localhost/,
    },
    'layerwalk dns-lookup api.example.com --trace': { says: /^pass {3}dns_lookup/m },
    'layerwalk service-audit cache/redis --port 6379': NO_CLUSTER,
    'layerwalk service-audit cache/redis --source payments/deploy/api': NO_CLUSTER,
    'layerwalk service-audit shop/ing/web --url https://shop.example.com/cart': NO_CLUSTER,
    'layerwalk service-audit cache/redis --manifests ./rendered': { says: /service_audit/ },
    'layerwalk tcp-probe db.internal --ports 5432,6432': { says: /accepts/ },
    'layerwalk tcp-probe 10.0.0.7 --ports 443 --attempts 10': { says: /accepts: 10 of 10/ },
    'layerwalk netpol-audit --source payments/deploy/api --destination cache/svc/redis --port 6379':
      NO_CLUSTER,
    'layerwalk netpol-audit --namespace cache --manifests ./rendered': { says: /2 NetworkPolicies/ },
    'layerwalk sg-chain i-0123456789abcdef0 --destination db/orders --port 5432': NO_CREDENTIALS,
    'layerwalk sg-chain 10.0.1.10 --destination db-proxy/orders --port 5432 --aws-dump account/': {
      status: 1,
      says: /firewall\.egress-missing/,
    },
    'layerwalk sg-chain internet --destination lb/front --port 443': NO_CREDENTIALS,
    'layerwalk tls-inspect api.example.com': { status: 1, says: /tls\.plaintext-port/ },
    'layerwalk tls-inspect db.internal --port 5432 --starttls postgres': { status: 1, says: /tls_inspect/ },
    'layerwalk tls-inspect 10.0.0.7 --servername api.example.com --deep': {
      status: 1,
      says: /tls\.plaintext-port/,
    },
    'layerwalk http-probe https://api.example.com/health': { says: /answers 200/ },
    'layerwalk http-probe https://api.example.com --address 10.0.0.7': { says: /answers 200/ },
    'layerwalk watch https://api.example.com --interval 10s': { until: /UTC {2}pass/ },
    'layerwalk watch db:5432 --times 30 --json': { says: /"summary":\{"rounds":1/ },
    'layerwalk serve --deny-cidr 10.1.0.0/16': {},
    'layerwalk serve --http --token-file tokens.txt': { until: /"event":"listening"/ },
    'claude mcp add layerwalk -- npx -y layerwalk': { notRun: 'README’s own is run' },
    'layerwalk assert policies.yaml --manifests ./rendered': { says: /1/ },
    'layerwalk tools --json': { says: /"diagnose"/ },
    'layerwalk doctor': { says: /name servers/ },
  },
);

test('the commands of docs/tools.md are among those of docs/cli.md', () => {
  const known = commandsOf('docs/cli.md');
  expect(commandsOf('docs/tools.md').filter((command) => !known.includes(command))).toEqual([]);
});
