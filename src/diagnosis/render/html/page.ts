import { type Answer, isReport } from '../render.ts';
import { findingBody } from './finding-body.ts';
import { markup, ours } from './markup.ts';
import { reportBody } from './report-body.ts';
import { SCRIPT, SCRIPT_HASH } from './script.ts';
import { STYLE } from './style.ts';

const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;

/** An answer as one self-contained page: it fetches nothing, and foreign text in it stays text. */
export function toPage(answer: Answer): string {
  const title = isReport(answer) ? answer.question : `${answer.tool} ${answer.target}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${ours(STYLE)}</style>
</head>
<body>
${isReport(answer) ? reportBody(answer) : findingBody(answer)}
<script>${ours(SCRIPT)}</script>
</body>
</html>
`.text;
}
