import type { Fix } from '../../core/fix.ts';

const VERIFIED = { simulated: 'simulated on the model: allows this', unverified: 'not verified' } as const;

/** A fix as labelled lines: what to do, the command or manifest, how it was verified, how to undo and to verify it. */
export function fixItems(fix: Fix, label = 'Fix'): { label: string; lines: string[] }[] {
  const { summary, command, manifest, undo, verify, verified } = fix;
  const doing = [
    summary,
    ...(command?.split('\n') ?? []),
    ...(manifest === undefined ? [] : manifestLines(manifest)),
  ];
  if (verified !== undefined && (command !== undefined || manifest !== undefined))
    doing.push(`(${VERIFIED[verified]})`);
  return [
    { label, lines: doing },
    ...(undo === undefined ? [] : [{ label: 'Undo', lines: undo.split('\n') }]),
    ...(verify === undefined ? [] : [{ label: 'Verify', lines: verify.split('\n') }]),
  ];
}

/** A whole object is shown as the command that applies it; a part of one stands alone. */
const manifestLines = (manifest: string): string[] =>
  manifest.startsWith('apiVersion:')
    ? ["kubectl apply -f - <<'EOF'", ...manifest.split('\n'), 'EOF']
    : manifest.split('\n');
