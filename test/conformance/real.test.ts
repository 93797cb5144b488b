import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from '../protocol/program.ts';
import { isExpected } from './expected.ts';
import { type Check, REVISIONS, type Revision, runSuite, shortcomings } from './suite.ts';

/** The scenarios that need no tool, prompt or resource of a certain name. */
const GENERIC: Readonly<Record<Revision, readonly string[]>> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
    'server-sse-multiple-streams',
    'server-session-lifecycle',
    'server-sse-polling',
  ],
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'resources-list',
    'prompts-list',
    'sep-2164-resource-not-found',
    'dns-rebinding-protection',
    'caching',
    'server-sse-multiple-streams',
    'http-header-validation',
    'input-required-result-unsupported-methods',
  ],
};

/** What `server-stateless` cannot look at without a tool of its own; the fixture has those. */
const NOT_TESTABLE = /^FAILURE sep-2575-.*: Not testable: /;

let child: ChildProcess;
let url: string;
beforeAll(async () => {
  const { command, args } = builtProgram('--http', '--port', '0', '--no-auth');
  child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (!child.stderr) throw new Error('no stderr');
  const [line] = await once(createInterface({ input: child.stderr }), 'line');
  url = `http://127.0.0.1:${JSON.parse(String(line)).port}/mcp`;
});
afterAll(() => child.kill());

describe.each(REVISIONS)('the built program and the official suite of %s', (revision) => {
  let checks: ReadonlyMap<string, readonly Check[]>;
  beforeAll(async () => {
    checks = await runSuite(url, revision);
  }, 120_000);

  test.each(GENERIC[revision])('%s', (scenario) => {
    const found = checks.get(scenario) ?? [];
    expect(found.length).toBeGreaterThan(0);
    const wrong = shortcomings(found).filter((one) => !NOT_TESTABLE.test(one));
    const short = isExpected(revision, scenario);
    expect({ wrong, short: wrong.length > 0 }).toEqual({ wrong, short });
  });
});
