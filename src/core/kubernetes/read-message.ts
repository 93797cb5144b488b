import * as z from 'zod';

const NUMBER = '[0-9]{1,9}';
const CODE = '[A-Za-z][A-Za-z0-9_]{1,60}';

// A recording may come from anybody, and these stand in sentences of ours: only what is written here is read back.
const oneOf = (sentences: readonly string[]) =>
  z.string().regex(new RegExp(`^(?:${sentences.join('|')})$`), 'not a sentence of this program');

/** Why a question to a cluster came to nothing. */
export const ReadMessage = oneOf([
  'no cluster is configured: there is no kubeconfig, and this is not a pod',
  'the recording does not hold it',
  'the manifests do not hold it',
  '[a-z]{1,60}(?:\\.[a-z0-9.-]{1,120})? are never read',
  `the credentials of the kubeconfig cannot be used(?: \\(${CODE}\\))?`,
  'the credential plugin of the kubeconfig (?:needs a terminal|is not installed|did not end by itself|wrote no ExecCredential)',
  `the credential plugin of the kubeconfig ended with status ${NUMBER}`,
  'the kubeconfig uses an auth-provider that Kubernetes 1.26 removed: use its credential plugin',
  'the kubeconfig (?:names no current context|has no such context)',
  'the context names a (?:cluster|user) that the kubeconfig does not hold',
  'the server of the kubeconfig’s cluster is no http or https URL',
  `the kubeconfig cannot be used: (?:it is larger than 8 MiB|it is not YAML|it is not a kubeconfig|${CODE})`,
  `the API server does not answer within ${NUMBER} s`,
  `the API server did not answer all of it within ${NUMBER} s`,
  `(?:the API server cannot be reached|TLS with the API server fails|the answer is not HTTP as it should be)(?: \\(${CODE}\\))?`,
  'the SOCKS proxy of the kubeconfig does not connect: (?:it does not answer|it does not accept the user|it offers no way to sign in|a name is too long for it|it closed the connection|error)',
  `the SOCKS proxy of the kubeconfig does not connect: it answers with code ${NUMBER}`,
  'the connection broke during the answer',
  'the answer is (?:not JSON|no list of objects|larger than 64 MiB)',
  'the object is not what the API promises',
  'no object can have that name',
  'there is no such object \\(404\\)',
  'the API server has no such resource \\(404\\)',
  'the API server has no version of it that is understood here \\(404\\)',
  'the API server has it only in a version that is not understood here: (?:v[0-9]{1,3}(?:(?:alpha|beta)[0-9]{1,3})?|one with an unusual name)',
  'the API server does not accept the credentials \\(401\\)',
  'the API server does not permit it \\(403\\)',
  'the list expired while it was read \\(410\\)',
  'the API server is too busy \\(429\\)',
  `the API server fails \\(${NUMBER}\\)`,
  `the API server answers with status ${NUMBER}`,
]);

/** Why a document of the manifests could not be read. */
export const UnreadReason = oneOf([
  `files beyond the first ${NUMBER} are left out`,
  'it cannot be read',
  'it is larger than (?:512|16) MiB',
  '(?:it is larger than 16 MiB|it is not YAML|its aliases expand without bound|it is nested too deeply)(?:; render the template first)?',
  'its [A-Za-z]{1,60} is not valid(?: at [A-Za-z0-9.]{1,300})?',
  'its [A-Za-z]{1,60} is of a version of the API that is not understood',
]);
