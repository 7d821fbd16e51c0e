import type { Declare } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export const declareMcp: Declare = (command, action) => {
  command
    .argument('[path...]', 'files and folders that may be read (default: the working folder)')
    .addHelpText(
      'after',
      `
Tools: check, explain, evaluate, list_rules, show_rule, list_functions. Nothing
is written, nothing is sent, and no file outside of the paths is read.

Example, for a client that takes a list of servers:
  { "mcpServers": { "gsl": { "command": "npx", "args": ["gsl-engine", "mcp", "./inventory"] } } }`,
    )
    .action(
      action(async (_, paths: string[]) => {
        const [{ serve }, { Roots }] = await Promise.all([import('../mcp/server.ts'), import('../mcp/roots.ts')]);
        await serve(await Roots.of(paths));
        return EXIT.ok;
      }),
    );
};
