import * as z from 'zod';
import { provenanceText } from '../../text/format-message.ts';
import { evidenceLine } from '../../reporters/evidence.ts';
import { locate } from '../../text/locate.ts';
import type { Message } from '../../text/message.ts';
import { defined } from '../../text/defined.ts';
import { short } from './bounded.ts';

/** A message as answers hold it. */
export const messageSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  help: z.string().optional(),
  line: z.number().optional().describe('from 1'),
  column: z.number().optional().describe('from 1'),
  at: z.string().optional().describe('the stretch of the rule that it is about'),
  location: z.string().optional().describe('where in an input'),
  fixes: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        isSuggestion: z.literal(true).optional().describe('it changes what the rule means'),
      }),
    )
    .optional()
    .describe('repairs: what to write in place of the characters from `start` to `end`'),
});

/** The data of a message. */
export function messageData({ code, severity, message, help, at, fixes }: Message): z.output<typeof messageSchema> {
  const place = at?.kind === 'text' ? at : undefined;
  const start = place && locate(place.source, place.span).start;
  return {
    code,
    severity,
    message: short(message),
    ...defined({
      help: help === undefined ? undefined : short(help),
      line: start?.line,
      column: start?.column,
      at: place && short(place.source.text.slice(place.span.start, place.span.end)),
      location: at?.kind === 'input' ? short(provenanceText(at)) : undefined,
      fixes: fixes?.map(({ span, ...fix }) => ({ start: span.start, end: span.end, ...fix })),
    }),
  };
}

/** Messages about an assessment, one a line. */
export function messageLines(messages: readonly Message[]): readonly string[] {
  return messages.map((message) => short(evidenceLine(message)));
}
