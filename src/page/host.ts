/** What a tool call came to, as a host hands it over. */
export interface ToolResult {
  readonly structuredContent?: unknown;
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const INITIALIZE = 1;

/**
 * Speaks with the host of an MCP App over postMessage (MCP Apps 2026-01-26, "Communication Protocol"): says hello, follows its theme,
 * tells how tall the page is, and gives `show` the result of the tool. Only the host is listened to.
 */
export function connect(show: (result: ToolResult) => void): void {
  const send = (message: object): void => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  addEventListener('message', ({ source, data }: MessageEvent<Message | null>) => {
    if (source !== window.parent || typeof data !== 'object' || data === null) return;
    const { id, method, params, result } = data;
    if (method === undefined && id === INITIALIZE) {
      follow((result as { hostContext?: unknown } | undefined)?.hostContext);
      send({ method: 'ui/notifications/initialized', params: {} });
      tellSize(send);
    } else if (method === 'ui/notifications/tool-result') show(params ?? {});
    else if (method === 'ui/notifications/host-context-changed') follow(params);
    // Every request of a host that is known asks for no more than an answer: ping, ui/resource-teardown.
    else if (method !== undefined && id !== undefined) send({ id, result: {} });
  });
  send({
    id: INITIALIZE,
    method: 'ui/initialize',
    params: {
      protocolVersion: '2026-01-26',
      appInfo: { name: 'layerwalk', version: '1' },
      appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    },
  });
}

function follow(context: unknown): void {
  const theme = (context as { theme?: unknown } | undefined)?.theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
}

function tellSize(send: (message: object) => void): void {
  let told = 0;
  new ResizeObserver(() => {
    const { width, height } = document.body.getBoundingClientRect();
    if (Math.ceil(height) === told) return;
    told = Math.ceil(height);
    send({ method: 'ui/notifications/size-changed', params: { width: Math.ceil(width), height: told } });
  }).observe(document.body);
}
