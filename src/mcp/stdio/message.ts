import {
  type JSONRPCErrorResponse,
  type JSONRPCMessage,
  parseJSONRPCMessage,
  ProtocolErrorCode,
  type RequestId,
} from '@modelcontextprotocol/server';
import { visible } from '../../core/untrusted.ts';

/** A line as the client meant it, or why it is none of the protocol and, where somebody waits for one, the answer to it. */
export type Read = { message: JSONRPCMessage } | { problem: string; answer?: JSONRPCErrorResponse };

const LONGEST_ERROR = 600;

const refusal = (id: RequestId, message: string): JSONRPCErrorResponse => ({
  jsonrpc: '2.0',
  id,
  error: { code: ProtocolErrorCode.InvalidRequest, message },
});

/** Reads one line. Nothing that a client writes makes it throw. */
export function readMessage(line: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: `a line that is not JSON was ignored: ${visible(line, 60)}` };
  }
  const id = at(value, 'id');
  // The SDK's schemas drop this key without a word; any other unknown one is named by the tool.
  if (Object.hasOwn(Object(at(at(value, 'params'), 'arguments')), '__proto__')) {
    const problem = 'a call with the key "__proto__" was refused';
    return typeof id === 'number' || typeof id === 'string'
      ? { problem, answer: refusal(id, 'unknown key "__proto__" among the arguments. Leave it out.') }
      : { problem };
  }
  try {
    return { message: parseJSONRPCMessage(value) };
  } catch {
    const problem = 'a JSON value that is no JSON-RPC message was ignored';
    return typeof id === 'number' || typeof id === 'string'
      ? { problem, answer: refusal(id, 'Not a JSON-RPC request.') }
      : { problem };
  }
}

/** A property of a value that may be anything. */
const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;

/** What is said of a line that was too long to be read. Its id, if it shows at either end, is answered. */
export function readDropped(bytes: number, limit: number, head: string, tail: string): Read {
  const id = /^\{"jsonrpc":"2\.0","id":(\d{1,15}),/.exec(head) ?? /,"id":(\d{1,15})\}\s*$/.exec(tail);
  const problem = `a message of ${bytes} bytes is longer than the ${limit} that are read`;
  return id?.[1] === undefined
    ? { problem }
    : { problem, answer: refusal(Number(id[1]), `${problem}; send less.`) };
}

/** An outgoing message; errors are shortened, because those of the SDK repeat what the client sent, at any length. */
export function writeMessage(message: JSONRPCMessage): string {
  if (!('error' in message)) return `${JSON.stringify(message)}\n`;
  const { data, ...error } = message.error;
  const small = data !== undefined && JSON.stringify(data).length <= LONGEST_ERROR;
  const shown = { ...error, message: visible(error.message, LONGEST_ERROR), ...(small && { data }) };
  return `${JSON.stringify({ ...message, error: shown })}\n`;
}
