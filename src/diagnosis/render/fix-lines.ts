import type { Fix } from '../../core/fix.ts';

const VERIFIED = { simulated: 'simulated on the model: allows this', unverified: 'not verified' } as const;

/** A fix as labelled lines: what to do, the command or manifest, how it was verified, how to undo and to verify it. */
export function fixItems(fix: Fix, label = 'Fix'): { label: string; lines: string[] }[] {
  const { summary, command, manifest, undo, verify, verified } = fix;
  const doing = [summary, ...(command?.split('\n') ?? []), ...(manifest?.split('\n') ?? [])];
  if (verified !== undefined && (command !== undefined || manifest !== undefined))
    doing.push(`(${VERIFIED[verified]})`);
  return [
    { label, lines: doing },
    ...(undo === undefined ? [] : [{ label: 'Undo', lines: undo.split('\n') }]),
    ...(verify === undefined ? [] : [{ label: 'Verify', lines: verify.split('\n') }]),
  ];
}
