import { runPage } from './run-page.ts';

runPage('docs/security.md', () => ({}), {
  // Nobody asks on standard input, so it ends at once.
  'layerwalk serve --deny-cidr 10.0.0.0/8 --allow-cidr 10.1.2.0/24': {},
  'layerwalk tcp-probe 169.254.169.254 --ports 80': {
    status: 64,
    says: /169\.254\.169\.254 is off limits\. Refused by rule: 169\.254\.0\.0\/16 is refused by default \(link-local/,
  },
});
