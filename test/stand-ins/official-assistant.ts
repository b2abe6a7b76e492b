import { installed } from '../built.js';

/** What an answer of a tool is. */
export interface ToolAnswer {
  readonly isError?: boolean;
  readonly content: unknown;
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

/** What is used of the official client: its own types come with sources that this project does not compile. */
export interface OfficialClient {
  connect(transport: object): Promise<void>;
  close(): Promise<void>;
  listTools(): Promise<{
    readonly tools: readonly { readonly name: string; readonly annotations?: { readonly readOnlyHint?: boolean } }[];
  }>;
  callTool(asked: { readonly name: string; readonly arguments: object }): Promise<ToolAnswer>;
}

interface Official {
  readonly Client: new (info: { readonly name: string; readonly version: string }) => OfficialClient;
  readonly StreamableHTTPClientTransport: new (url: URL, options: object) => object;
}
interface OfficialStdio {
  readonly StdioClientTransport: new (program: {
    readonly command: string;
    readonly args: readonly string[];
  }) => object;
}

/** The official client of the Model Context Protocol, and its ways to a server. */
export async function officialAssistant(): Promise<Official & OfficialStdio> {
  const client = await installed<Official>('@modelcontextprotocol/client');
  const { StdioClientTransport } = await installed<OfficialStdio>('@modelcontextprotocol/client/stdio');
  const { Client, StreamableHTTPClientTransport } = client;
  return { Client, StreamableHTTPClientTransport, StdioClientTransport };
}
