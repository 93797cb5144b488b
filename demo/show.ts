import { styleText } from 'node:util';
import type { Client } from '@modelcontextprotocol/client';
import { Finding } from '../src/core/finding.ts';
import { Report } from '../src/core/report.ts';
import { isReport, renderAnswer } from '../src/diagnosis/index.ts';
import type { Case } from './cases.ts';

const RULE = 100;

/** Asks one question over MCP, prints the answer for a person, and says whether it names what is wrong. */
export async function show(client: Client, { title, tool, input, code }: Case): Promise<boolean> {
  console.log(`\n${styleText('bold', `== ${title} `.padEnd(RULE, '='))}`);
  console.log(styleText('dim', `${tool} ${JSON.stringify(input)}\n`));
  const { structuredContent, content } = await client.callTool({ name: tool, arguments: input });
  const answer = Report.or(Finding).safeParse(structuredContent);
  if (!answer.success) {
    console.log(`no report: ${JSON.stringify(content)}`);
    return false;
  }
  const { stdout } = process;
  const color = stdout.isTTY && stdout.hasColors();
  console.log(renderAnswer(answer.data, { style: 'text', color }).trimEnd());
  const found = isReport(answer.data)
    ? [answer.data.verdict.code]
    : answer.data.checks.map((check) => check.code);
  const right = found.includes(code);
  console.log(
    right
      ? styleText('green', `\nAs it should be: ${code ?? 'nothing fails'}`)
      : styleText('red', `\nNOT as it should be: ${code ?? 'nothing fails'} was expected`),
  );
  return right;
}
