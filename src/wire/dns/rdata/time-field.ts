import { EncodeError } from '../encode-error.ts';
import type { Field } from './field.ts';

const DAY = 86_400;

/** A moment of an RRSIG as YYYYMMDDHHmmSS in UTC (RFC 4034 section 3.2), read as seconds since 1970 up to 2106. */
export const time: Field = {
  read: (reader) => compact(reader.u32()),
  write: (writer, words) => writer.u32(seconds(words.next())),
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number): number => (isLeap(year) ? 366 : 365);
const monthsOf = (year: number): number[] => [
  31,
  isLeap(year) ? 29 : 28,
  31,
  30,
  31,
  30,
  31,
  31,
  30,
  31,
  30,
  31,
];

function compact(since1970: number): string {
  let days = Math.floor(since1970 / DAY);
  let year = 1970;
  for (; days >= daysIn(year); year++) days -= daysIn(year);
  let month = 0;
  for (const length of monthsOf(year)) {
    if (days < length) break;
    days -= length;
    month++;
  }
  const clock = since1970 % DAY;
  const rest = [month + 1, days + 1, Math.floor(clock / 3600), Math.floor(clock / 60) % 60, clock % 60];
  return year + rest.map((part) => String(part).padStart(2, '0')).join('');
}

function seconds(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (!parts) throw new EncodeError(`not YYYYMMDDHHmmSS: ${JSON.stringify(text)}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  let days = day - 1;
  for (let y = 1970; y < year; y++) days += daysIn(y);
  for (const length of monthsOf(year).slice(0, Math.max(0, month - 1))) days += length;
  return days * DAY + hour * 3600 + minute * 60 + second;
}
