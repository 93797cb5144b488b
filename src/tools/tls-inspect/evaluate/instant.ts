const DAY = 86_400;

/** Seconds since 1970 of an ISO 8601 time in UTC; proleptic Gregorian calendar, fractions cut off. */
export function seconds(iso: string): number {
  const [, year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(iso) ?? []
  ).map(Number);
  // Days by the civil calendar, the year counted from March so that the leap day comes last.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY + hour * 3600 + minute * 60 + second;
}

/** A span in the largest unit that fits: "3 days", "5 hours", "1 minute". */
export function span(length: number): string {
  const [size, unit] = UNITS.find(([unitSize]) => Math.abs(length) >= unitSize) ?? [1, 'second'];
  const count = Math.floor(Math.abs(length) / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const UNITS = [
  [DAY, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;
