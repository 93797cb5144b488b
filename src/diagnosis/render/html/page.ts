import { type Answer, isReport } from '../answer.ts';
import { answerBody } from './body.ts';
import { type Markup, markup, ours } from './markup.ts';
import { SCRIPT, SCRIPT_HASH } from './script.ts';
import { STYLE } from './style.ts';

const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;

/** An answer as one self-contained page: it fetches nothing, and foreign text in it stays text. */
export const toPage = (answer: Answer): string =>
  shell(
    isReport(answer) ? answer.question : `${answer.tool} ${answer.target}`,
    markup`<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    answerBody(answer),
  );

/**
 * The page of an MCP App: it shows what its host hands to `program`. The host sets the policy under which it runs (MCP Apps
 * 2026-01-26, "Host Behavior"), and `program` is ours.
 */
export const appPage = (program: string): string =>
  shell('Layerwalk', markup``, markup`<div id="answer"></div><script>${ours(program)}</script>`);

const shell = (title: string, policy: Markup, body: Markup): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${ours(STYLE)}</style>
</head>
<body>
${body}
<script>${ours(SCRIPT)}</script>
</body>
</html>
`.text;
