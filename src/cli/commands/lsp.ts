import type { Declare } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

export const declareLsp: Declare = (command, action) => {
  command
    .option('--stdio', 'speak over standard input and output, which is the only way')
    .addHelpText(
      'after',
      `
An editor starts it, see docs/editors.md. Rules, lists and the inventory of
verdicts are those of the project file (gsl.yaml); initialization options stand
above it:
  { "inventory": ["users.json"], "lists": "lists.json", "strict": true,
    "matchCase": false, "trusted": true }
Modules of the project run only where \`trusted\` is true.`,
    )
    .action(
      action(async () => {
        const { serve } = await import('../lsp/server.ts');
        await serve(process.stdin, process.stdout);
        return EXIT.ok;
      }),
    );
};
