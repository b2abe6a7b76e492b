import { fromJsonSchema, McpServer, type CallToolResult } from '@modelcontextprotocol/server';
import { isAwayOrFailed, ProblemError, type Client } from '#client/index.js';
import { FIGURES_TOOLS } from './figures.tools.js';
import { THINGS_TOOLS } from './things.tools.js';
import type { Tool } from './tool.js';

/** What assistants can ask, by name. */
const TOOLS: Readonly<Record<string, Tool>> = { ...FIGURES_TOOLS, ...THINGS_TOOLS };

/** Of these tools, not of the book. */
const VERSION = '1';

const INSTRUCTIONS =
  'Figures of a business that are exact on two clocks: asOf is the day that a figure is of, knownAt the day on which it was known. Every answer says both, the position of the log, and what its figures count; repeat them with the figure. Amounts are decimals as text: never round or add them yourself where a question can.';

/**
 * A server of the Model Context Protocol that asks a book and changes nothing.
 * @param book asked with the rights of whoever asks
 */
export function assistantServer(book: Client): McpServer {
  const server = new McpServer({ name: 'tallybook', version: VERSION }, { instructions: INSTRUCTIONS });
  for (const [name, { description, input, run }] of Object.entries(TOOLS))
    server.registerTool(
      name,
      {
        description,
        inputSchema: fromJsonSchema<Readonly<Record<string, unknown>>>(input as never),
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      (said) => answered(() => run(book, said)),
    );
  return server;
}

async function answered(run: () => Promise<object>): Promise<CallToolResult> {
  try {
    const answer = await run();
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: { ...answer } };
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: said(error) }] };
  }
}

/** What a model can mend its question by. */
function said(error: unknown): string {
  if (error instanceof ProblemError) {
    const fields = error.errors.map(({ field, detail }) => `${field}: ${detail}`);
    return [`${error.code}: ${error.detail}`, ...fields].join('\n');
  }
  if (isAwayOrFailed(error) && error instanceof Error) return error.message;
  throw error;
}
