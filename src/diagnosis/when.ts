const DAY = 86_400_000;
const RECENT = 14 * DAY;

/** Whether something happened in the two weeks before `at`; both RFC 3339. */
export function isRecent(time: string, at: string): boolean {
  const ago = Date.parse(at) - Date.parse(time);
  // Clocks differ a little.
  return ago >= -300_000 && ago <= RECENT;
}

/** A time as people on call read it: `14:02 UTC` of the same day, else `2026-11-20 14:02 UTC`. */
export function when(time: string, at: string): string {
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed)) return '(a time that is none)';
  const [day = '', clock = ''] = new Date(parsed).toISOString().split('T');
  return at.startsWith(day) ? `${clock.slice(0, 5)} UTC` : `${day} ${clock.slice(0, 5)} UTC`;
}
