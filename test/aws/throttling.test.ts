import { afterEach, expect, test, vi } from 'vitest';
import { askOver } from './ask.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { overWire } from './over-wire.ts';
import { account } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

const APP_TO_DB = { source: 'eni-app', destination: '10.0.2.20', port: 443 };

test('an account that throttles for 30 s is waited for, ever more slowly, and then judged', async () => {
  await overWire(
    account(),
    async (aws, { asked }) => {
      const signal = AbortSignal.timeout(220_000);
      const finding = await askOver(aws, APP_TO_DB, {}, signal);
      expect(finding.status).toBe('pass');
      expect(asked.at(-1)?.at ?? 0).toBeGreaterThan((asked[0]?.at ?? 0) + 30_000);
      const early = asked.filter(({ at }) => at < (asked[0]?.at ?? 0) + 30_000);
      expect(early.length).toBeLessThan(60);
    },
    { throttledMs: 30_000 },
  );
}, 240_000);

test('one that throttles for longer than a question waits is unknown, and said to throttle', async () => {
  await overWire(
    account(),
    async (_, { asked }) => {
      const finding = await askOver(liveAws(3_000), APP_TO_DB);
      expect(finding.status).toBe('unknown');
      expect(finding.checks.map(({ summary }) => summary).join('\n')).toContain('AWS throttles these calls');
      expect(finding.checks.flatMap(({ code }) => code ?? [])).toEqual([]);
      expect(finding.checks[0]?.fix?.summary).toContain('again in a minute');
      expect(finding.notes.join('\n')).toContain(`${asked.length} calls to AWS`);
    },
    { throttledMs: 60_000 },
  );
});

test.each(['db/none', 'lb/none', 'lambda/none'])('so is the service of %s', async (destination) => {
  await overWire(
    account(),
    async (aws, { asked }) => {
      const finding = await askOver(aws, { ...APP_TO_DB, source: '10.0.1.10', destination });
      expect(finding.checks.map(({ summary }) => summary).join('\n')).not.toContain('throttles');
      expect(asked.filter(({ service }) => service !== 'ec2').length).toBeGreaterThan(1);
    },
    { throttledMs: 800 },
  );
});
