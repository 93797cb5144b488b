import * as z from 'zod';
import { parseIp } from './address/ip.ts';

// What stands in sentences of ours is checked again when it is read from a recording, which may come from anybody.

/** An IP address as text. */
export const AddressText = z.string().refine((text) => parseIp(text) !== undefined, 'not an IP address');

/** A point in time as digits and marks, e.g. ISO 8601. */
export const TimeText = z.string().regex(/^[0-9TZ:.+-]{1,40}$/, 'not a time');

/** One word of visible ASCII: a code, a version, an address with its port. */
export const Word = z.string().regex(/^[!-~]{1,255}$/, 'not one word');

/** The name of a place: no blanks and nothing invisible. */
export const PlaceName = z.string().regex(/^[^\p{C}\p{Z}]{1,300}$/u, 'not a name');

/** A few words of our own: ASCII, no marks that format, nothing invisible. */
export const PlainPhrase = z.string().regex(/^[\w .,:;()/+=-]{1,200}$/, 'not a plain phrase');
