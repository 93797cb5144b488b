import type { Answer } from '../diagnosis/render/answer.ts';
import { answerBody } from '../diagnosis/render/html/body.ts';
import { markup } from '../diagnosis/render/html/markup.ts';
import { connect, type ToolResult } from './host.ts';

const SCHEMAS: readonly unknown[] = ['layerwalk/report@1', 'layerwalk/finding@1'];

/** An answer of ours; anything else a host hands over is shown as the text that came with it. */
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && SCHEMAS.includes((value as Partial<Answer>).schema);

function shown({ structuredContent, content = [] }: ToolResult): string {
  if (isAnswer(structuredContent)) return answerBody(structuredContent).text;
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('\n');
  return markup`<main><section><p>${text || 'The answer cannot be shown here.'}</p></section></main>`.text;
}

connect((result) => {
  const place = document.getElementById('answer');
  if (place) place.innerHTML = shown(result);
});
