import * as z from 'zod';

/** The id of a resource (`eni-0ab…`) or a name that AWS makes: a strict grammar, so that it may stand in a sentence and a command. */
export const ResourceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,126}$/);

/** An ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const Arn = z.string().regex(/^arn:aws[a-z-]*:[A-Za-z0-9_./:+=,@*$-]{1,1000}$/);

/** A host name that AWS made. */
export const HostName = z.string().regex(/^[A-Za-z0-9*](?:[A-Za-z0-9_.-]{0,252})$/);

/** A word of an enumeration that may grow: `available`, `pending-acceptance`, `Target.FailedHealthChecks`. */
export const StateWord = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);

/** An account: twelve digits, or the alias of a service (`amazon-rds`). */
export const AccountId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** `eu-west-1`, `us-gov-west-1`, and zones behind it: `eu-west-1a`, `us-west-2-lax-1a`. */
export const PlaceWord = z.string().regex(/^[a-z0-9-]{1,40}$/);
