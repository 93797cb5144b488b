import type { IncomingMessage } from 'node:http';

/** What a client asked, whatever the protocol. */
export interface Asked {
  /** The prefix that IAM has for the actions of the service. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  /** The access key that signed it. */
  readonly key: string;
  readonly token: string | undefined;
  /** The parameters in their flat form: `Filter.1.Value.2`, `Names.member.1`. */
  readonly parameters: URLSearchParams;
}

/** Reads a request of the Query protocol, or of Lambda's REST protocol; the service and the Region are in its signature. */
export async function readAsked(request: IncomingMessage): Promise<Asked> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += String(part);
  const scope = /Credential=([^/]+)\/[0-9]{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  );
  const session = request.headers['x-amz-security-token'];
  const base = {
    key: scope?.[1] ?? '',
    region: scope?.[2] ?? '',
    service: scope?.[3] ?? '',
    token: typeof session === 'string' ? session : undefined,
  };
  const called = /^\/2015-03-31\/functions\/([^/?]+)\/configuration/.exec(request.url ?? '');
  if (called && request.method === 'GET') {
    const parameters = new URLSearchParams({ FunctionName: decodeURIComponent(called[1] ?? '') });
    return { ...base, action: 'GetFunctionConfiguration', parameters };
  }
  const parameters = new URLSearchParams(text);
  return { ...base, action: parameters.get('Action') ?? `${request.method} ${request.url}`, parameters };
}

/** The values of a list in its flat form: `SubnetId.1` of EC2, `Names.member.1` of the other services. */
export function listed(parameters: URLSearchParams, name: string): string[] {
  const own = [...parameters].filter(([key]) => {
    const rest = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : '';
    return /^(?:member\.)?[0-9]+$/.test(rest);
  });
  return own.map(([, value]) => value);
}

/** The filters of a request by name. */
export function filtersOf(parameters: URLSearchParams): { name: string; values: string[] }[] {
  const numbers = [...parameters.keys()].flatMap((key) => /^Filter\.([0-9]+)\.Name$/.exec(key)?.[1] ?? []);
  return numbers.map((number) => ({
    name: parameters.get(`Filter.${number}.Name`) ?? '',
    values: listed(parameters, `Filter.${number}.Value`),
  }));
}
