import type { Fix } from '../../../core/fix.ts';
import type { Input } from '../input.ts';
import type { Change } from '../model/change.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Chain } from '../model/outcome.ts';
import { commandsOf } from '../model/remedy/command.ts';
import { allowedAfter, changesOf } from '../model/remedy/simulate.ts';
import type { Scene } from './scene.ts';

/** The changes of one way, tried on the model. */
export interface Remedies {
  /** The remedy of a checkpoint as commands; undefined where none can be given. */
  of(checkpoint: Checkpoint, input: Input): Fix | undefined;
}

/** Tries all changes of a way together: only then is it known whether the flow passes. */
export function remedies({ seen, asked }: Scene, chain: Chain, index: number): Remedies {
  const changes = changesOf(chain);
  const allowed = allowedAfter(seen, asked, changes, index);
  return {
    of({ change }, input) {
      if (!change) return undefined;
      const { command, undo } = commandsOf(change, input);
      return {
        summary: `${summaryOf(change)} ${outcome(allowed, changes.length)} Run it with --dry-run first.`,
        command,
        undo,
        verify: verify(input),
        verified: allowed ? 'simulated' : 'unverified',
      };
    },
  };
}

function summaryOf(change: Change): string {
  switch (change.kind) {
    case 'authorize':
      return `Add the rule to ${change.group}; every interface with that group gets it.`;
    case 'acl-entry':
      return `Add entry ${change.entry.RuleNumber} to ${change.acl}; it holds for every subnet of that ACL.`;
    case 'route':
      return `Add the route to ${change.table}; it holds for every subnet of that table.`;
  }
}

function outcome(allowed: boolean, changes: number): string {
  if (!allowed) return 'Other checkpoints still refuse the flow, or are not known.';
  return changes > 1
    ? `On the model the flow passes with all ${changes} changes.`
    : 'On the model the flow then passes.';
}

function verify({ source, destination, port, protocol }: Input): string {
  const words = ['layerwalk sg-chain', source, '--destination', destination, '--port', String(port)];
  return [...words, ...(protocol === 'tcp' ? [] : ['--protocol', protocol])].join(' ');
}
