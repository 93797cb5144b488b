/** What is read of a log, however long its lines are. */
export const MOST_LOG_BYTES = 65_536;
const MOST_OF_A_LINE = 500;

/** The last lines of a log text, each cut to a bound. */
export function lastLines(text: string, wanted: number): { lines: string[]; truncated?: true } {
  const lines = text.split('\n').filter((line) => line !== '');
  const cut = lines.some((line) => line.length > MOST_OF_A_LINE);
  return {
    lines: lines.slice(-wanted).map((line) => line.slice(0, MOST_OF_A_LINE)),
    ...(cut && { truncated: true as const }),
  };
}
