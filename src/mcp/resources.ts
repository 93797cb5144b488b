import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { type FailureMode, failureIndex, failurePage } from './failure-page.ts';

const INDEX = 'layerwalk://failure-modes';
const MARKDOWN = 'text/markdown';

/** The failure modes as resources: an index, and a page for each code, with completion of the codes. They are loaded when asked for. */
export function addFailureModes(server: McpServer, modes: () => Promise<readonly FailureMode[]>): void {
  server.registerResource(
    'failure-modes',
    INDEX,
    {
      title: 'Failure modes',
      description: 'Every code that a check can carry, with its title.',
      mimeType: MARKDOWN,
    },
    async () => ({ contents: [{ uri: INDEX, mimeType: MARKDOWN, text: failureIndex(await modes()) }] }),
  );
  server.registerResource(
    'failure-mode',
    new ResourceTemplate(`${INDEX}/{code}`, {
      list: undefined,
      complete: {
        code: async (typed) => (await modes()).map(({ code }) => code).filter((code) => matches(code, typed)),
      },
    }),
    {
      title: 'Failure mode',
      description: 'What one code means, what tells it apart, and how it is mended.',
      mimeType: MARKDOWN,
    },
    async (uri, { code }) => {
      const mode = (await modes()).find((one) => one.code === code);
      if (!mode) throw new ResourceNotFoundError(uri.href, `No such code. ${INDEX} lists them all.`);
      return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: failurePage(mode) }] };
    },
  );
}

/** A code is found by its beginning, or by that of the part behind the dot. */
const matches = (code: string, typed: string): boolean =>
  code.startsWith(typed.toLowerCase()) || code.slice(code.indexOf('.') + 1).startsWith(typed.toLowerCase());
