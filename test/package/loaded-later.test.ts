import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reachableFrom } from './reachable.ts';

const dist = join(import.meta.dirname, '../../dist');

const chunks = (): string[] => readdirSync(join(dist, 'chunks')).map((name) => join(dist, 'chunks', name));
const hasSdk = (file: string): boolean =>
  /AWS_ACCESS_KEY_ID|EC2ServiceException/.test(readFileSync(file, 'utf8'));

test('nothing of the AWS SDK is loaded with the program, the server, or what opens the world', () => {
  if (!existsSync(dist)) throw new Error('dist/ is missing: npm run build');
  expect(chunks().some(hasSdk)).toBe(true);
  const first = chunks().filter((file) => /\/(?:stdio|run-cli|vantage|aws-dump)-[^/]+\.js$/.test(file));
  expect(first.length).toBeGreaterThanOrEqual(4);
  const loaded = [join(dist, 'main.js'), ...first].flatMap((file) => [...reachableFrom(file, ['static'])]);
  expect(loaded.filter(hasSdk)).toEqual([]);
});
