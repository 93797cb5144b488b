import { TAG, type DerElement } from './der.ts';
import { MalformedDer } from './malformed-der.ts';

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/;

/**
 * A UTCTime or GeneralizedTime as `2026-11-23T14:31:07Z` (RFC 5280 section 4.1.2.5: seconds present, always Z;
 * two-digit years from 50 are 19xx). Such texts sort in order of time.
 */
export function derTime(element: DerElement): string {
  const text = String.fromCharCode(...element.body.subarray(0, 40));
  const parts = element.tag === TAG.utcTime ? UTC_TIME.exec(text) : generalized(element, text);
  if (!parts) throw new MalformedDer('time');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts;
  if (+month < 1 || +month > 12 || +day < 1 || +day > 31 || +hour > 23 || +minute > 59 || +second > 60) {
    throw new MalformedDer('time out of range');
  }
  const full = year.length === 4 ? year : `${+year >= 50 ? '19' : '20'}${year}`;
  return `${full}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

function generalized(element: DerElement, text: string): RegExpExecArray | null {
  return element.tag === TAG.generalizedTime ? GENERALIZED_TIME.exec(text) : null;
}
