import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { parseEnd } from './model/ends/end-spec.ts';

type Issues = z.core.ParsePayload<string>;

function isEnd(context: Issues): void {
  try {
    parseEnd(context.value);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: '' });
  }
}

function isPorts(context: Issues): void {
  const [, from, to] = /^([0-9]{1,5})-([0-9]{1,5})$/.exec(context.value) ?? [];
  if (from !== undefined && Number(from) <= Number(to) && Number(to) <= 65_535) return;
  context.issues.push({ code: 'custom', message: 'Not a span of ports. Send e.g. 32768-60999.', input: '' });
}

const end = (description: string) => z.string().max(2048).check(isEnd).describe(description);
const word = (pattern: RegExp) => z.string().regex(pattern);

export const Input = z.strictObject({
  source: end('eni-…, i-…, address (of a pod too), CIDR, lambda/NAME, internet'),
  destination: end('same, or DNS name, db/NAME, db-proxy/NAME, lb/NAME'),
  port: z.int().min(0).max(65_535).describe('0 where none'),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'ipip', 'esp']).default('tcp').describe('of the flow'),
  client_ports: z.string().check(isPorts).default('1024-65535').describe('of the source'),
  vpc: word(/^vpc-[0-9a-z]{1,40}$/)
    .optional()
    .describe('where an address is in several'),
  profile: word(/^[A-Za-z0-9_.@+-]{1,100}$/)
    .optional()
    .describe('of the AWS CLI'),
  region: word(/^[a-z]{2}(?:-[a-z]{2,10}){1,2}-[0-9]{1,2}$/)
    .optional()
    .describe('e.g. eu-west-1'),
  context: z
    .string()
    .regex(/^[^\p{C}\p{Z}]{1,300}$/u)
    .optional()
    .describe('kubeconfig context, for pods'),
});
export type Input = z.infer<typeof Input>;
