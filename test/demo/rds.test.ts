import { expect, test } from 'vitest';
import { RDS_CASES, RDS_FLAGS } from '../../demo/rds.ts';
import { Finding } from '../../src/core/finding.ts';
import { Report } from '../../src/core/report.ts';
import { CLIENTS } from '../protocol/clients.ts';
import { builtProgram } from '../protocol/program.ts';

const SENTENCE = 'Egress security group sg-0nodes is missing a rule allowing tcp/5432 to sg-0proxy';
const FIX = {
  command:
    'aws ec2 authorize-security-group-egress --group-id sg-0nodes --protocol tcp --port 5432 --source-group sg-0proxy',
  undo: 'aws ec2 revoke-security-group-egress --group-id sg-0nodes --protocol tcp --port 5432 --source-group sg-0proxy',
  verified: 'simulated',
};

test('pods that cannot reach the RDS proxy: the group, the rule and the command, from a dump', async () => {
  const [, connect] = CLIENTS.at(-1) ?? [];
  if (!connect) throw new Error('no client');
  const client = await connect(builtProgram(...RDS_FLAGS));
  try {
    const [byName, walk] = RDS_CASES.map(({ tool, input }) => client.call(tool, input));
    const finding = Finding.parse((await byName)?.structured);
    expect(finding.checks.filter(({ status }) => status !== 'pass')).toMatchObject([
      { status: 'fail', code: 'firewall.egress-missing', summary: SENTENCE, fix: FIX },
    ]);
    const { verdict, fixes } = Report.parse((await walk)?.structured);
    expect(verdict).toMatchObject({ layer: 'firewall', code: 'firewall.egress-missing', surfacedAt: 'tcp' });
    expect(verdict.sentence).toContain(SENTENCE);
    expect(fixes).toMatchObject([FIX]);
  } finally {
    await client.close();
  }
});
