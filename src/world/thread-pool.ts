let held = 0;

/** Notes that a call into the C library holds a thread until the returned function is called. */
export function holdThread(): () => void {
  held += 1;
  return () => {
    held -= 1;
  };
}

/** Whether a call into the C library is under way, which nothing can call off. */
export const isThreadHeld = (): boolean => held > 0;
