import { idleMemory } from './idle-memory.ts';
import type { Row } from './row.ts';
import { startUp } from './start-up.ts';
import { tableText } from './table.ts';

const measurements: readonly (() => Promise<Row[]>)[] = [startUp, idleMemory];

const rows: Row[] = [];
// One after another: two at once would measure each other.
for (const measure of measurements) rows.push(...(await measure()));
console.log(`Node ${process.version}, medians\n\n${tableText(rows)}`);
if (rows.some(({ met }) => met === false)) process.exitCode = 1;
