import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { join } from 'node:path';
import * as z from 'zod';
import { type Answer, shortcomings } from './judge.ts';
import { flagsOf, HERE, type Scenario } from './scenario.ts';
import { tokens } from './tokens.ts';

const PROGRAM = join(HERE, '../dist/bin.js');

/** What a diagnosis took, and what it lacks; it is right when it lacks nothing. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly calls: number;
  /** Tokens that a model reads before its first call: instructions and the list of tools. */
  readonly listed: number;
  /** Tokens of all answers, as text and as structure; a host shows its model one of the two. */
  readonly text: number;
  readonly structure: number;
  readonly lacks: readonly string[];
}

const Result = z.object({
  isError: z.boolean().default(false),
  content: z.tuple([z.object({ text: z.string() })]),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Plays a client with no model: lists the tools, then makes the scenario's calls in order until an answer says more than `unknown`, over
 * the built program on stdio in the world of the scenario.
 */
export async function play(scenario: Scenario): Promise<Outcome> {
  const client = new Client({ name: 'evals', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, 'serve', ...flagsOf(scenario)],
    cwd: HERE,
    stderr: 'ignore',
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    const answers: Answer[] = [];
    for (const call of scenario.calls) {
      const { isError, content, structuredContent } = Result.parse(
        await client.callTool({ name: call.tool, arguments: call.arguments }),
      );
      answers.push({ isError, text: content[0].text, structure: structuredContent });
      if (!isError && statusOf(structuredContent) !== 'unknown') break;
    }
    const sum = (part: 'text' | 'structure'): number =>
      answers.reduce((so, answer) => so + tokens(answer[part]), 0);
    return {
      scenario,
      calls: answers.length,
      listed: tokens(client.getInstructions() ?? '') + tokens(tools),
      text: sum('text'),
      structure: sum('structure'),
      lacks: shortcomings(scenario, answers),
    };
  } finally {
    await client.close();
  }
}

/** The status of a report's verdict, or of a finding. */
const statusOf = (structure: Readonly<Record<string, unknown>>): unknown =>
  Verdict.safeParse(structure['verdict']).data?.status ?? structure['status'];

const Verdict = z.object({ status: z.string() });
