import { clipMiddle } from './clip.ts';
import { defined } from './defined.ts';
import type { Source, Span } from './source.ts';

/**
 * How bad it is: after an `error` something was not done (a rule not run, a record not read, an entity not judged), after
 * a `warning` it was, and a `note` only tells.
 */
export type MessageSeverity = 'error' | 'warning' | 'note';

/** A repair: the text to put in place of a span. Each of several is one by itself; which is meant is the author's to say. */
export interface Fix {
  readonly span: Span;
  readonly text: string;
  /**
   * It changes what the rule means, as another name does: a guess to be looked at, which `gsl check --fix` does not make.
   */
  readonly isSuggestion?: true;
}

/** A stretch of a text: of a rule, or of the file that holds it. */
export interface TextPlace {
  readonly kind: 'text';
  readonly source: Source;
  readonly span: Span;
}

/** Where a value stands in data: property names and list indexes from 0, outermost first. */
export type DataPath = readonly (string | number)[];

/** A place in data that was given as data: `['rules', 0, 'severity']`. */
export interface DataPlace {
  readonly kind: 'data';
  readonly path: DataPath;
  /** Set where the property's name is at fault, not its value. */
  readonly on?: 'key';
}

/** Where a record was read. Lines and columns count from 1, `index` (in an array) from 0. */
export interface Provenance {
  /** File name as it was given; `<stdin>` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly index?: number;
  /** The resource's address in its own tool: a Terraform address, a CloudFormation logical id. */
  readonly address?: string;
}

/** A place in an input. */
export interface InputPlace extends Provenance {
  readonly kind: 'input';
}

/** What a message is about, told apart by `kind`. */
export type Place = TextPlace | DataPlace | InputPlace;

/**
 * One thing that is wrong, said to the person who can put it right: with a rule's text, a ruleset's file or data, an
 * input, or the evaluation of an entity. Plain data, which can be posted, cloned and stored. See grammar/diagnostics.md
 * for every code.
 *
 * @example
 * const message: Message = { code: 'missing-field', severity: 'error', message: '`logic` is missing',
 *   at: { kind: 'data', path: ['rules', 0] }, help: 'a rule needs `logic`' };
 */
export interface Message {
  /** Stable, for machines: `unknown-function`. */
  readonly code: string;
  readonly severity: MessageSeverity;
  /** Lower case first, no final period, the user's text in backticks. */
  readonly message: string;
  /** Absent where the message is about the whole: an entity that could not be judged. */
  readonly at?: Place;
  /** What to do about it. */
  readonly help?: string;
  /** Repairs of the text that are certain enough to offer. */
  readonly fixes?: readonly Fix[];
}

/** A message on a stretch of text. */
export interface Diagnostic extends Message {
  readonly at: TextPlace;
  /** What should stand there, where the parser knows it: `` `should` ``, `a value`. */
  readonly expected?: string;
  /** The condition that is always true or always false, whatever the entity is, if what is said is right. */
  readonly always?: Always;
}

/** A condition of a rule, and the truth that it always has. */
export interface Always {
  readonly span: Span;
  readonly truth: boolean;
}

/** What a message says besides what is wrong. */
export interface Advice {
  readonly always?: Always | undefined;
  readonly help?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** What a {@link Diagnostic} is made of. */
export interface DiagnosticParts extends Advice {
  readonly code: string;
  readonly severity: MessageSeverity;
  readonly message: string;
  readonly source: Source;
  readonly span: Span;
  readonly expected?: string | undefined;
}

/** Rules are untrusted, and messages quote them: more is read by nobody. */
const MAX_WORDS = 1_000;

/** Makes a {@link Diagnostic}. */
export function diagnostic(parts: DiagnosticParts): Diagnostic {
  const { code, severity, source, span, expected, fix, always } = parts;
  const fixes = fix === undefined ? undefined : [fix];
  const message = clipMiddle(parts.message, MAX_WORDS);
  const help = parts.help === undefined ? undefined : clipMiddle(parts.help, MAX_WORDS);
  return { code, severity, message, at: { kind: 'text', source, span }, ...defined({ expected, help, fixes, always }) };
}

/** Whether something among messages is an error. */
export function hasError(messages: readonly Message[]): boolean {
  return messages.some(isError);
}

export function isError({ severity }: Message): boolean {
  return severity === 'error';
}

/**
 * Messages on one text in its order, the shorter of two that start together first.
 *
 * @returns a new list
 */
export function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(({ at: { span: a } }, { at: { span: b } }) => a.start - b.start || a.end - b.end);
}

/**
 * Messages of several texts in the order in which one reads them: text by text, as they are first named, and in each by place.
 *
 * @returns a new list
 */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Rules that are given by themselves have one name and texts of their own.
  const byName = new Map<string, Map<string, Diagnostic[]>>();
  for (const found of diagnostics) {
    const { name, text } = found.at.source;
    const byText = byName.get(name) ?? new Map<string, Diagnostic[]>();
    byName.set(name, byText);
    const ofText = byText.get(text) ?? [];
    byText.set(text, ofText);
    ofText.push(found);
  }
  return [...byName.values()].flatMap((byText) => [...byText.values()].flatMap(inTextOrder));
}
