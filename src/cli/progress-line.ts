import type { Terminal } from './outside.ts';

/** One line that says what is being done, for as long as it lasts. */
export interface ProgressLine {
  say(doing: string): void;
  /** Takes the line away, so that the answer stands alone. */
  clear(): void;
}

const EVERY_MS = 100;
const WHEEL = ['|', '/', '-', '\\'] as const;

/**
 * A line that rewrites itself with the time passed. Shown only on a terminal; elsewhere it says nothing. `elapsed` is a steady clock
 * in milliseconds.
 */
export function progressLine(terminal: Terminal, wanted: boolean, elapsed: () => number): ProgressLine {
  if (!wanted || terminal.isTTY !== true) return { say() {}, clear() {} };
  const started = elapsed();
  let doing = '';
  let turn = 0;
  const draw = (): void => {
    if (doing === '') return;
    const seconds = ((elapsed() - started) / 1000).toFixed(1);
    const line = `${WHEEL[turn++ % WHEEL.length]} ${seconds} s  ${doing}`;
    terminal.write(`\r\u001b[2K${line.slice(0, (terminal.columns ?? 80) - 1)}`);
  };
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  return {
    say(now) {
      doing = now;
      draw();
    },
    clear() {
      clearInterval(timer);
      if (doing !== '') terminal.write('\r\u001b[2K');
      doing = '';
    },
  };
}
