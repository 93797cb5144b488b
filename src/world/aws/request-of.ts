import type { AwsCall } from '../../core/aws/call.ts';
import type { AwsQuery } from '../../core/world/aws.ts';

/** The parameters of one request, without its page; several where a parameter takes one value only. */
export function requestsOf({
  call,
  by,
  values,
}: Pick<AwsQuery<unknown>, 'call' | 'by' | 'values'>): object[] {
  const fixed = { ...call.fixed };
  if (by === undefined) return [fixed];
  switch (call.by[by]?.how) {
    case 'filter':
      return [{ ...fixed, Filters: [{ Name: by, Values: [...values] }] }];
    case 'list':
      return [{ ...fixed, [by]: [...values] }];
    case 'one':
      return values.map((value) => ({ ...fixed, [by]: value }));
    case undefined:
      throw new TypeError(`${call.action} cannot be asked by ${by}.`);
  }
}

/** How a service pages: what asks for a page, and what the answer names the next one by. */
interface Paging {
  readonly size: string;
  readonly token: string;
  readonly next: string;
}

const EC2: Paging = { size: 'MaxResults', token: 'NextToken', next: 'NextToken' };
const LOAD_BALANCING: Paging = { size: 'PageSize', token: 'Marker', next: 'NextMarker' };

/** The parameters that ask for a page; the first one has no token. */
export function pageOf(call: AwsCall, token: string | undefined): object {
  if (!call.paged) return {};
  const paging = call.service === 'ec2' ? EC2 : LOAD_BALANCING;
  const most = call.service === 'ec2' ? 1000 : 400;
  return { [paging.size]: call.pageSize ?? most, ...(token !== undefined && { [paging.token]: token }) };
}

/** The token of the page behind an answer; undefined when it was the last. */
export function nextPage(call: AwsCall, answer: object): string | undefined {
  if (!call.paged) return undefined;
  const key = (call.service === 'ec2' ? EC2 : LOAD_BALANCING).next;
  const token: unknown = (answer as Record<string, unknown>)[key];
  return typeof token === 'string' && token !== '' ? token : undefined;
}
