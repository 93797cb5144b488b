import type { Fix } from '../../../core/fix.ts';
import { applied, VERIFIED } from '../fix-lines.ts';
import { codeBlock } from './code-block.ts';
import { markup, type Markup } from './markup.ts';

/** What to do: the sentence, the command or manifest, how it was verified, how to undo and to verify it. */
export function fixSection(fix: Fix, title: string): Markup {
  const { summary, command, manifest, undo, verify, verified } = fix;
  return markup`<section class="fix">
    <h2>${title}</h2>
    <p>${summary}</p>
    ${command !== undefined && codeBlock(command, 'the command')}
    ${manifest !== undefined && codeBlock(applied(manifest), 'the manifest')}
    ${
      verified !== undefined &&
      (command ?? manifest) !== undefined &&
      markup`<p class="verified ${verified}">${VERIFIED[verified]}</p>`
    }
    ${
      (verify ?? undo) !== undefined &&
      markup`<dl class="after">
        ${
          verify !== undefined &&
          markup`<div>
            <dt>Verify</dt>
            <dd>${codeBlock(verify, 'the command that verifies')}</dd>
          </div>`
        }
        ${
          undo !== undefined &&
          markup`<div>
            <dt>Undo</dt>
            <dd>${codeBlock(undo, 'the undo')}</dd>
          </div>`
        }
      </dl>`
    }
  </section>`;
}
