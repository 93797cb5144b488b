import { markup, type Markup } from './markup.ts';

/** A command or manifest that is to be copied as it is. The button is shown where there is a program to serve it. */
export const codeBlock = (code: string, what: string): Markup =>
  markup`<div class="code">
    <pre tabindex="0" role="group" aria-label="${what}"><code>${code.trimEnd()}</code></pre>
    <button type="button" class="copy" aria-label="Copy ${what}">Copy</button>
  </div>`;
