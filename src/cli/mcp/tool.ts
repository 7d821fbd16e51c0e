import type * as z from 'zod';
import type { Roots } from './roots.ts';

/** What a tool works with besides its arguments. */
export interface ToolContext {
  readonly roots: Roots;
  /** Ends with the client's interest in the answer. */
  readonly signal: AbortSignal;
}

/** An answer: data for machines, and the same in few words. */
export interface ToolAnswer {
  readonly data: Record<string, unknown>;
  readonly text: string;
}

/** A tool of the server. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodObject;
  readonly run: (input: z.output<Input>, context: ToolContext) => Promise<ToolAnswer>;
}

/** Keeps the types of a tool's arguments for its `run`. */
export function tool<Input extends z.ZodObject>(definition: Tool<Input>): Tool {
  return definition as unknown as Tool;
}

/** What is wrong with a request, told to the client. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
}
