import { loopbackServer } from './loopback-server.ts';
import { runPage } from './run-page.ts';

runPage(
  'docs/recording.md',
  async (_folder, running) => {
    const port = await loopbackServer(running);
    return {
      // There is no such host: names of this machine stand for it, and for the one that it is made into.
      words: {
        'https://shop.example.com': `http://localhost:${port}`,
        'https://a.example.org': `http://a.localhost:${port}`,
        'shop\\.example\\.com': 'localhost',
        'a.example.org': 'a.localhost',
      },
    };
  },
  {
    'layerwalk diagnose https://shop.example.com --record case.json': {
      says: /^Reachable {2,}http:\/\/localhost/m,
    },
    'layerwalk diagnose https://shop.example.com --replay case.json': {
      says: /^Reachable {2,}http:\/\/localhost/m,
    },
    "sed 's/shop\\.example\\.com/a.example.org/g' case.json > safe.json": {},
    'layerwalk diagnose https://a.example.org --replay safe.json': {
      says: /^Reachable {2,}http:\/\/a\.localhost/m,
    },
  },
);
