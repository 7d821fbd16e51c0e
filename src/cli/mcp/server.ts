import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { version } from '../../version.ts';
import { UsageError } from '../exit-codes.ts';
import { shortLines } from './bounded.ts';
import { check } from './check-tool.ts';
import { evaluate } from './evaluate-tool.ts';
import { explain } from './explain-tool.ts';
import { listFunctions } from './functions-tool.ts';
import { RefusedPath, type Roots } from './roots.ts';
import { listRules, showRule } from './rules-tools.ts';
import { RefusedRequest, type Tool } from './tool.ts';

/** Every tool, in the order in which an author needs them. */
export const tools: readonly Tool[] = [check, explain, evaluate, listRules, showRule, listFunctions];

/** The largest request. */
const MAX_REQUEST = 16 * 1024 * 1024;

/** Serves the tools on standard input and output until the client goes. */
export async function serve(roots: Roots): Promise<void> {
  const server = new McpServer(
    { name: 'gsl-engine', version },
    {
      instructions: `Checks, explains and evaluates rules in GSL, CloudGuard's Governance Specification Language. Files are read only below ${roots.text}.`,
      // Nothing is asked of the user, so nothing has to be validated; the default one would be built all the same.
      jsonSchemaValidator: {
        getValidator: () => () => ({ valid: false, data: undefined, errorMessage: 'not supported' }),
      },
    },
  );
  for (const { name, title, description, input, output, run } of tools) {
    server.registerTool(
      name,
      {
        ...{ title, description, inputSchema: input, outputSchema: output },
        annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
      },
      async (given: Parameters<typeof run>[0], { signal }): Promise<CallToolResult> => {
        try {
          const { data, text } = await run(given, { roots, signal });
          return { structuredContent: data, content: [{ type: 'text', text }] };
        } catch (error) {
          return { isError: true, content: [{ type: 'text', text: shortLines(toldOf(error)) }] };
        }
      },
    );
  }
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MAX_REQUEST });
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(transport);
  await closed;
  await server.close();
}

/** What was refused is said; of a fault of ours no more than its words. */
function toldOf(error: unknown): string {
  const isRefused = error instanceof RefusedPath || error instanceof RefusedRequest || error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  return isRefused ? message : `could not be done: ${message}`;
}
