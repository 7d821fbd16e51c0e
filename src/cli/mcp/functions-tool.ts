import * as z from 'zod';
import { functions } from '../../functions/index.ts';
import { signatureOf } from '../../functions/signature.ts';
import { nearest } from '../../text/suggest.ts';
import { shortLines } from './bounded.ts';
import { RefusedRequest, tool } from './tool.ts';

/** The functions of the language. */
export const listFunctions = tool({
  name: 'list_functions',
  title: 'List the functions of GSL',
  description:
    'The functions that rules can call, with signature and meaning; with `name`, all that is known of one, with examples. No other functions exist.',
  input: z.object({ name: z.string().optional().describe('one function, like before') }),
  output: z.object({
    functions: z.array(
      z.object({
        name: z.string(),
        signature: z.string(),
        summary: z.string(),
        origin: z.string().describe('extension: only this engine knows it, CloudGuard does not'),
        details: z.array(z.string()).optional(),
        examples: z.array(z.looseObject({ condition: z.string(), holds: z.unknown() })).optional(),
      }),
    ),
  }),
  run: ({ name }) => {
    const chosen =
      name === undefined ? functions : functions.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    if (chosen.length === 0 && name !== undefined) {
      const near = nearest(
        name,
        functions.map((one) => one.name),
      );
      throw new RefusedRequest(`no function \`${name}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`);
    }
    const isWhole = name !== undefined;
    const listed = chosen.map(({ name: own, summary, origin, details, examples, ...definition }) => ({
      ...{
        name: own,
        signature: signatureOf({ name: own, summary, origin, details, examples, ...definition }),
        summary,
        origin,
      },
      ...(isWhole ? { details, examples } : {}),
    }));
    const lines = listed.map(({ signature, summary }) => `${signature}  ${summary}`);
    const more = isWhole
      ? chosen.flatMap(({ details, examples }) => [
          ...details.map((detail) => `- ${detail}`),
          ...examples.map(
            ({ condition, entity, holds }) => `${String(holds)}  ${condition}  on ${JSON.stringify(entity)}`,
          ),
        ])
      : [];
    return Promise.resolve({ data: { functions: listed }, text: shortLines([...lines, ...more].join('\n')) });
  },
});
