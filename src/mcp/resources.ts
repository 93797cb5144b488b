import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { type FailureMode, failureIndex, failurePage } from './failure-page.ts';

const INDEX = 'layerwalk://failure-modes';
const MARKDOWN = 'text/markdown';

/** The failure modes as resources: an index, and a page for each code, with completion of the codes. */
export function addFailureModes(server: McpServer, modes: readonly FailureMode[]): void {
  const byCode = new Map(modes.map((mode) => [mode.code, mode]));
  server.registerResource(
    'failure-modes',
    INDEX,
    {
      title: 'Failure modes',
      description: 'Every code that a check can carry, with its title.',
      mimeType: MARKDOWN,
    },
    () => ({ contents: [{ uri: INDEX, mimeType: MARKDOWN, text: failureIndex(modes) }] }),
  );
  server.registerResource(
    'failure-mode',
    new ResourceTemplate(`${INDEX}/{code}`, {
      list: undefined,
      complete: { code: (typed) => [...byCode.keys()].filter((code) => matches(code, typed)) },
    }),
    {
      title: 'Failure mode',
      description: 'What one code means, what tells it apart, and how it is mended.',
      mimeType: MARKDOWN,
    },
    (uri, { code }) => {
      const mode = byCode.get(String(code));
      if (!mode) throw new ResourceNotFoundError(uri.href, `No such code. ${INDEX} lists them all.`);
      return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: failurePage(mode) }] };
    },
  );
}

/** A code is found by its beginning, or by that of the part behind the dot. */
const matches = (code: string, typed: string): boolean =>
  code.startsWith(typed.toLowerCase()) || code.slice(code.indexOf('.') + 1).startsWith(typed.toLowerCase());
