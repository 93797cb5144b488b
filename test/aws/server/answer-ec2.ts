import { valuesAt } from '../../../src/core/aws/values-at.ts';
import type { Account, Json } from '../scene.ts';
import { type Ec2Action, ec2Actions } from './ec2-actions.ts';
import { type Asked, filtersOf, listed } from './query.ts';
import { Refusal } from './refusal.ts';

/** An account with more interfaces than this is large: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
const MANY = 1000;
const NARROWING = [
  'group-id',
  'mac-address',
  'private-dns-name',
  'private-ip-address',
  'subnet-id',
  'vpc-id',
];

/** The answer of EC2 for an account; `pageSize` makes pages smaller than what is asked for, as EC2 may. */
export function answerEc2(of: Account, asked: Asked, pageSize: number): object {
  const action = ec2Actions[asked.action];
  if (!action) throw new Refusal(400, 'InvalidAction', `The action ${asked.action} is not valid`);
  const { parameters } = asked;
  const held = scoped(of, asked, action).filter((one) => isShown(one, parameters));
  const found = filtered(byIds(held, action, parameters), action, parameters);
  if (asked.action === 'SearchTransitGatewayRoutes') return routes(found, parameters);
  if (asked.action === 'DescribeVpcBlockPublicAccessOptions') return { [action.key]: found[0] ?? {} };
  if (asked.action === 'DescribeNetworkInterfaces') narrowed(found, parameters);
  const { objects, next } = paged(found, parameters, action.most ?? 1000, pageSize);
  return { [action.key]: objects, ...(next !== undefined && { NextToken: next }) };
}

/** What the account holds of an action; of some actions, for one id. */
function scoped(of: Account, { action, parameters }: Asked, { scope }: Ec2Action): Json[] {
  if (!scope) return of[action] ?? [];
  const [parameter, unknown] = scope;
  const id = parameters.get(parameter) ?? '';
  const held = of[`${action}.${id}`];
  if (!held) throw new Refusal(400, unknown, `${id} does not exist`);
  return held;
}

/** Resources that AWS manages may be hidden unless they are asked for. */
const isShown = (one: Json, parameters: URLSearchParams): boolean =>
  valuesAt(one, 'Operator.HiddenByDefault')[0] !== 'true' ||
  parameters.get('IncludeManagedResources') === 'true';

function byIds(held: Json[], { ids }: Ec2Action, parameters: URLSearchParams): Json[] {
  const wanted = ids ? listed(parameters, ids[0]) : [];
  if (!ids || wanted.length === 0) return held;
  if (parameters.has('MaxResults'))
    throw new Refusal(400, 'InvalidParameterCombination', 'MaxResults and ids cannot be used together');
  const found = held.filter((one) => wanted.includes(valuesAt(one, ids[1])[0] ?? ''));
  if (found.length < wanted.length) throw new Refusal(400, ids[2], `${wanted.join(', ')} do not exist`);
  return found;
}

/** All filters must hold, one of a filter's values each; `*` and `?` stand for other letters. */
function filtered(held: Json[], { filters = {} }: Ec2Action, parameters: URLSearchParams): Json[] {
  const asked = filtersOf(parameters);
  for (const { name, values } of asked) {
    if (!Object.hasOwn(filters, name))
      throw new Refusal(400, 'InvalidParameterValue', `The filter '${name}' is invalid`);
    if (values.length === 0 || values.length > 200)
      throw new Refusal(400, 'FilterLimitExceeded', `${values.length} values of ${name}`);
  }
  return held.filter((one) =>
    asked.every(({ name, values }) => {
      const own = valuesAt(one, filters[name] ?? '');
      return values.map(pattern).some((wanted) => own.some((value) => wanted.test(value)));
    }),
  );
}

const pattern = (value: string): RegExp =>
  new RegExp(
    `^${value
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

function routes(found: Json[], parameters: URLSearchParams): object {
  if (filtersOf(parameters).length === 0)
    throw new Refusal(400, 'MissingParameter', 'The request must contain the parameter Filters');
  const most = Number(parameters.get('MaxResults') ?? 1000);
  return { Routes: found.slice(0, most), AdditionalRoutesAvailable: found.length > most };
}

/** Who asks for all interfaces of a large account without pages is refused. */
function narrowed(found: Json[], parameters: URLSearchParams): void {
  const isNarrow = filtersOf(parameters).some(({ name }) => NARROWING.includes(name));
  if (found.length > MANY && !parameters.has('MaxResults') && !isNarrow)
    throw new Refusal(400, 'OperationNotPermitted', 'There are too many network interfaces: use pages');
}

/** One page of a list. The token says where the next one begins. */
export function paged<T>(
  all: readonly T[],
  parameters: URLSearchParams,
  most: number,
  pageSize: number,
  names: { size: string; token: string } = { size: 'MaxResults', token: 'NextToken' },
): { objects: readonly T[]; next?: string } {
  const size = parameters.get(names.size);
  const wanted = size === null ? Number.POSITIVE_INFINITY : Number(size);
  if (size !== null && !(wanted >= 1 && wanted <= most))
    throw new Refusal(400, 'InvalidParameterValue', `${names.size} must be from 1 to ${most}`);
  const token = parameters.get(names.token);
  if (token !== null && !/^page-[0-9]+$/.test(token))
    throw new Refusal(400, 'InvalidNextToken', 'The token is not one of this server');
  const from = token === null ? 0 : Number(token.slice('page-'.length));
  const to = from + Math.min(wanted, pageSize);
  return { objects: all.slice(from, to), ...(to < all.length && { next: `page-${to}` }) };
}
