import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isExpected } from './expected.ts';
import { listen } from './fixture/listen.ts';
import { type Check, REVISIONS, runSuite, scenariosOf, shortcomings } from './suite.ts';

describe.each(REVISIONS)('the official suite of %s over our HTTP bootstrap', (revision) => {
  let fixture: Awaited<ReturnType<typeof listen>>;
  let checks: ReadonlyMap<string, readonly Check[]>;
  beforeAll(async () => {
    fixture = await listen();
    checks = await runSuite(fixture.url, revision);
  }, 120_000);
  afterAll(() => fixture[Symbol.asyncDispose]());

  test.each(scenariosOf(revision))('%s', (scenario) => {
    const found = checks.get(scenario) ?? [];
    expect(found.length).toBeGreaterThan(0);
    const wrong = shortcomings(found);
    const short = isExpected(revision, scenario);
    expect({ wrong, short: wrong.length > 0 }).toEqual({ wrong, short });
  });
});
