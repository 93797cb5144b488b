import { callables, diagnose } from '../diagnosis/index.ts';
import { ask } from './ask.ts';
import { listCommands } from './command-list.ts';
import { complaint } from './complaint.ts';
import { readHttpStart } from './http-flags.ts';
import type { Outside } from './outside.ts';
import { parseAndAct } from './program.ts';
import { readStartUp } from './start-up-flags.ts';

/** Runs one command line and gives its exit status. Throws nothing. */
export async function runCli(args: readonly string[], outside: Outside): Promise<number> {
  try {
    return await parseAndAct(
      listCommands(callables),
      args.length > 0 ? args : ['--help'],
      outside,
      async (command, given) => {
        if (command.callable) return ask(command, command.callable, given, outside);
        if (command.name === 'tools') {
          const { printTools } = await import('./tools-table.ts');
          return printTools(callables, given.values, outside);
        }
        if (command.name === 'assert') {
          const { assertCommand } = await import('./assert-command.ts');
          return assertCommand(given, outside);
        }
        if (command.name === 'watch') {
          const { watchCommand } = await import('./watch/watch-command.ts');
          return watchCommand(command, diagnose, given, outside);
        }
        if (command.name === 'doctor') {
          const { doctor } = await import('./doctor/doctor.ts');
          return doctor(given.values, outside);
        }
        return outside.serve(
          readStartUp(given.values, outside.env),
          readHttpStart(given.values, outside.env),
        );
      },
    );
  } catch (error) {
    const { text, status } = complaint(error, outside.env['LAYERWALK_DEBUG'] !== undefined);
    outside.stderr.write(`${text}\n`);
    return status;
  }
}
