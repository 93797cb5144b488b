import process from 'node:process';
import { now } from './world/clock.ts';

const { program } = await import('./cli/program.ts');
process.stderr.write(now());
await program().parseAsync();
