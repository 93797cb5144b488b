import type { Answering } from './answering.ts';
import { examplesOf } from './examples.ts';
import { type Flag, kebab } from './flag.ts';
import { HTTP_FLAGS } from './http-flags.ts';
import { type InputFlag, inputFlags } from './input-flags.ts';
import { OUTPUT_FLAGS } from './output-flags.ts';
import { START_UP_FLAGS } from './start-up-flags.ts';

/** A command, as help shows it and docs/cli.md is made from it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** The input key that may be given without its flag. */
  readonly positional?: InputFlag;
  readonly inputs: readonly InputFlag[];
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  /** What it asks; absent for the commands about Layerwalk itself. */
  readonly callable?: Answering;
}

const JSON_FLAG = OUTPUT_FLAGS.filter(({ name }) => name === 'json');

const CONTEXT_FLAG: Flag = {
  name: 'context',
  takes: 'text',
  repeats: false,
  required: false,
  description: 'of the kubeconfig',
};
const FILE: InputFlag = {
  key: 'file',
  name: 'file',
  takes: 'text',
  repeats: false,
  required: true,
  description: 'YAML list or JSON Lines of assertions',
};

/** Flags of `watch` alone. */
export const WATCH_FLAGS: readonly Flag[] = [
  {
    name: 'interval',
    takes: 'text',
    repeats: false,
    required: false,
    description: 'from the beginning of a round to that of the next: 10s, 2m, 1h',
    placeholder: 'TIME',
    fallback: '10s',
  },
  {
    name: 'times',
    takes: 'text',
    repeats: false,
    required: false,
    description: 'end after so many rounds; otherwise Ctrl-C ends it',
    placeholder: 'N',
  },
];

/** All commands: one for everything that can be called, and those about Layerwalk itself. */
export function listCommands(callables: readonly Answering[]): Command[] {
  return [
    ...inWalkingOrder(callables).map(asking),
    ...callables.filter(({ name }) => name === 'diagnose').map(watching),
    about(
      'serve',
      'answer assistants (MCP): over stdio, or HTTP for a team',
      'The MCP server on standard input and output; it ends when its input ends. With --http it serves whoever has a token.',
      [...HTTP_FLAGS, ...START_UP_FLAGS],
    ),
    {
      ...about(
        'assert',
        'check assertions about policies or an AWS dump, in CI',
        'Judges a file of {from, to, port, expect: allow or deny} against a cluster, --manifests or --aws-dump, or the last two together: YAML or JSON Lines. Exits 1 on any mismatch.',
        [CONTEXT_FLAG, ...JSON_FLAG, ...START_UP_FLAGS],
      ),
      positional: FILE,
    },
    about('tools', 'list what can be asked', 'What can be asked, by name, as assistants see it.', JSON_FLAG),
    about(
      'doctor',
      'say what can be seen from here',
      'What can be seen from this machine: resolvers, ways out, proxy, rights, programs, and what the absence of each costs. It judges nothing and always exits 0.',
      OUTPUT_FLAGS.filter(({ name }) => name === 'json' || name === 'color'),
    ),
  ];
}

/** `diagnose` first: it is what most people want. */
const inWalkingOrder = (callables: readonly Answering[]): Answering[] =>
  callables.toSorted((a, b) => Number(b.name === 'diagnose') - Number(a.name === 'diagnose'));

function asking(callable: Answering): Command {
  const inputs = inputFlags(callable.input);
  const positional = inputs.find(({ required }) => required);
  return {
    name: kebab(callable.name),
    summary: callable.title,
    description: callable.description,
    ...(positional && { positional }),
    inputs,
    flags: [...inputs, ...OUTPUT_FLAGS, ...START_UP_FLAGS],
    examples: examplesOf(callable.name),
    callable,
  };
}

/** The same question as that of `callable`, again and again. */
function watching(callable: Answering): Command {
  const { positional, inputs } = asking(callable);
  const asked = inputs.filter(({ key }) => key !== 'response_format');
  return {
    name: 'watch',
    summary: 'walk again and again, and say what changes',
    description:
      'Repeats diagnose, prints a line whenever the verdict changes, and a summary at the end: how often which layer failed. Exits by the worst of all rounds.',
    ...(positional && { positional }),
    inputs: asked,
    // A recording holds one walk.
    flags: [
      ...asked,
      ...WATCH_FLAGS,
      ...JSON_FLAG,
      ...START_UP_FLAGS.filter(({ name }) => name !== 'record' && name !== 'replay'),
    ],
    examples: examplesOf('watch'),
  };
}

const about = (name: string, summary: string, description: string, flags: readonly Flag[]): Command => ({
  name,
  summary,
  description,
  inputs: [],
  flags,
  examples: examplesOf(name),
});
