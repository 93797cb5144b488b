const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  diagnose: [
    'layerwalk diagnose https://api.example.com',
    'layerwalk diagnose db.internal:5432 --symptom "hangs after connecting"',
    'layerwalk diagnose redis://cache.internal --record case.json',
  ],
  dns_lookup: [
    'layerwalk dns-lookup api.example.com',
    'layerwalk dns-lookup api.example.com --types A,AAAA,HTTPS --servers 10.0.0.2',
    'layerwalk dns-lookup api.example.com --trace',
  ],
  service_audit: [
    'layerwalk service-audit cache/redis --port 6379',
    'layerwalk service-audit cache/redis --source payments/deploy/api',
    'layerwalk service-audit shop/ing/web --url https://shop.example.com/cart',
    'layerwalk service-audit cache/redis --manifests ./rendered',
  ],
  tcp_probe: [
    'layerwalk tcp-probe db.internal --ports 5432,6432',
    'layerwalk tcp-probe 10.0.0.7 --ports 443 --attempts 10',
  ],
  sg_chain: [
    'layerwalk sg-chain i-0123456789abcdef0 --destination db/orders --port 5432',
    'layerwalk sg-chain 10.0.1.10 --destination db-proxy/orders --port 5432 --aws-dump account/',
    'layerwalk sg-chain internet --destination lb/front --port 443',
  ],
  tls_inspect: [
    'layerwalk tls-inspect api.example.com',
    'layerwalk tls-inspect db.internal --port 5432 --starttls postgres',
    'layerwalk tls-inspect 10.0.0.7 --servername api.example.com --deep',
  ],
  http_probe: [
    'layerwalk http-probe https://api.example.com/health',
    'layerwalk http-probe https://api.example.com --address 10.0.0.7',
  ],
  netpol_audit: [
    'layerwalk netpol-audit --source payments/deploy/api --destination cache/svc/redis --port 6379',
    'layerwalk netpol-audit --namespace cache --manifests ./rendered',
  ],
  assert: ['layerwalk assert policies.yaml --manifests ./rendered'],
  watch: [
    'layerwalk watch https://api.example.com --interval 10s',
    'layerwalk watch db:5432 --times 30 --json',
  ],
  serve: [
    'layerwalk serve --deny-cidr 10.1.0.0/16',
    'layerwalk serve --http --token-file tokens.txt',
    'claude mcp add layerwalk -- npx -y layerwalk',
  ],
  tools: ['layerwalk tools --json'],
  doctor: ['layerwalk doctor'],
};

/** Command lines that show what a command is for. */
export const examplesOf = (name: string): readonly string[] => EXAMPLES[name] ?? [];
