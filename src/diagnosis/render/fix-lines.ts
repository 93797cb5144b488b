import type { Fix } from '../../core/fix.ts';
import type { Labelled, Line } from './document.ts';

/** What a verification is worth. */
export const VERIFIED = {
  simulated: 'simulated on the model: allows this',
  unverified: 'not verified',
} as const;

/** A fix as labelled lines: what to do, the command or manifest, how it was verified, how to undo and to verify it. */
export function fixItems(fix: Fix, label = 'Fix'): Labelled[] {
  const { summary, command, manifest, undo, verify, verified } = fix;
  const doing: Line[] = [summary];
  if (command !== undefined) doing.push({ code: command });
  if (manifest !== undefined) doing.push({ code: applied(manifest) });
  if (verified !== undefined && doing.length > 1) doing.push(`(${VERIFIED[verified]})`);
  return [
    { label, lines: doing },
    ...(undo === undefined ? [] : [{ label: 'Undo', lines: [{ code: undo }] }]),
    ...(verify === undefined ? [] : [{ label: 'Verify', lines: [{ code: verify }] }]),
  ];
}

/** A whole object is shown as the command that applies it; a part of one stands alone. */
export const applied = (manifest: string): string =>
  manifest.startsWith('apiVersion:') ? `kubectl apply -f - <<'EOF'\n${manifest.trimEnd()}\nEOF` : manifest;
