import type { McpServer } from '@modelcontextprotocol/server';

/** Where the page is found that shows a report. */
export const REPORT_APP = 'ui://layerwalk/report';
const APP = 'text/html;profile=mcp-app';

/** The page of the MCP App, for hosts that show one beside a tool's answer (MCP Apps 2026-01-26, "UI Resource Format"). */
export function addReportApp(server: McpServer, page: () => Promise<string>): void {
  server.registerResource(
    'report',
    REPORT_APP,
    { title: 'Report', description: 'Shows the report of diagnose.', mimeType: APP },
    async () => ({
      contents: [
        {
          uri: REPORT_APP,
          mimeType: APP,
          text: await page(),
          // It fetches nothing; commands are copied.
          _meta: { ui: { prefersBorder: true, permissions: { clipboardWrite: {} } } },
        },
      ],
    }),
  );
}
