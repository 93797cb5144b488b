import * as z from 'zod';
import { live } from '../../../src/core/steps.ts';
import { type Callable, type Context } from '../../../src/core/tool.ts';
import { tools } from '../../../src/tools/index.ts';
import { openWorld } from '../../../src/world/open-world.ts';

// Run inside a namespace: asks one tool there and prints what it saw and what it found.
const [name, asked] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const tool = tools.find((one) => one.name === name);
if (!tool) throw new Error(`no tool is called ${name}`);
const context: Context = {
  world: await openWorld(),
  signal: new AbortController().signal,
  steps: {
    ...live,
    async observe(step, input, look) {
      const seen = await look();
      process.stdout.write(`${JSON.stringify({ step, input, observation: seen })}\n`);
      return seen;
    },
  },
  progress: () => {},
};
const callable: Callable = tool;
const finding = await callable.run(context, callable.input.parse(JSON.parse(asked)));
process.stdout.write(`${JSON.stringify(finding)}\n`);
