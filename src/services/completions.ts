import { kindsOf, type PropertySchema, propertyNames } from '../check/schemas/schema.ts';
import type { Scope } from '../check/places.ts';
import type { FunctionDefinition } from '../functions/define.ts';
import { signatureOf } from '../functions/signature.ts';
import { BLOCK_OPERATORS, COMPARISON_OPERATORS } from '../syntax/ast.ts';
import { KEYWORD_TOKENS, wordsOf } from '../syntax/tokens.ts';
import { defined } from '../text/defined.ts';
import type { Span } from '../text/source.ts';
import { type Caret, caretAt, comparedWith, pathOf } from './caret.ts';
import { functionText } from './function-text.ts';
import { ownerOf } from './known.ts';
import type { ServiceOptions } from './options.ts';
import { kindText, seenText } from './words.ts';

/** What a completion is. */
export type CompletionKind = 'entity-type' | 'property' | 'keyword' | 'operator' | 'function' | 'value' | 'named-list';

/** One way to go on. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** The stretch of the text that it takes the place of. */
  readonly span: Span;
  /** What to write there. */
  readonly text: string;
  /** The same with places to fill in, as `${1:name}`; absent where there are none. */
  readonly snippet?: string;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** More than these are no help to anybody; an editor asks again with more of the word. */
const MAX_COMPLETIONS = 500;
/** Words of the language by what editors show for them. */
const OPERATORS: ReadonlySet<string> = new Set([...BLOCK_OPERATORS, 'in', 'like', 'regexMatch', 'groupBy']);
/** The kinds that are written as a text. */
const TEXTUAL: ReadonlySet<string> = new Set(['text', 'network', 'time']);

/**
 * How a rule can go on at a caret: what the grammar allows there, with the types, properties and values that schemas and the
 * inventory beside know, functions with places to fill in, and named lists. What fits the property's kind stands first.
 *
 * @param text the text of one rule, finished or not
 * @param offset the caret, in UTF-16 units
 * @example
 * const text = 'IamUser should have mfa';
 * completions(text, text.length, { schemas: cloudGuardSchemas }).some(({ label }) => label === 'mfaActive') // true
 */
export function completions(text: string, offset: number, options: ServiceOptions = {}): readonly Completion[] {
  const caret = caretAt(text, offset, options);
  const typed = text.slice(caret.span.start, offset).toLowerCase();
  const found = all(text, caret, options).filter(({ label }) => label.toLowerCase().startsWith(typed) || typed === '');
  const near =
    found.length > 0 ? found : all(text, caret, options).filter(({ label }) => label.toLowerCase().includes(typed));
  return near.slice(0, MAX_COMPLETIONS);
}

type Draft = Omit<Completion, 'span'>;

function all(text: string, caret: Caret, options: ServiceOptions): readonly Completion[] {
  const drafts = caret.isText ? values(caret) : [...words(caret, options)];
  // Brackets that stand there already are not written again.
  const isCalled = text.startsWith('(', caret.span.end);
  const byLabel = new Map<string, Draft>();
  for (const draft of drafts) if (!byLabel.has(draft.label)) byLabel.set(draft.label, draft);
  return [...byLabel.values()].map(({ snippet, ...draft }) =>
    draft.kind === 'function' && isCalled
      ? { ...draft, text: draft.label, span: caret.span }
      : { ...draft, ...defined({ snippet }), span: caret.span },
  );
}

function* words(caret: Caret, options: ServiceOptions): Generator<Draft> {
  if (caret.isProperty) {
    yield* properties(caret);
    return;
  }
  const { expected, view } = caret;
  const at = (token: string, production: string): boolean =>
    expected.some(({ token: { name }, within }) => name === token && within.at(-1) === production);
  if (expected.some(({ token: { name } }) => name === 'Text')) yield* values(caret);
  if (at('Word', 'target')) yield* entityTypes(caret);
  if (at('Word', 'path')) yield* properties(caret);
  if (at('NamedList', 'list')) yield* namedLists(options);
  const followed = caret.operand;
  for (const definition of view.functions.all) {
    const isLink = definition.receiver !== undefined;
    const fits = expected.some(
      ({ token: { name }, within }) =>
        name === 'Word' && within.at(-1) === 'call' && (within.at(-2) === 'operand') !== isLink,
    );
    if (fits && (!isLink || (followed !== undefined && takes(definition, kindsOfOperand(followed)))))
      yield functionDraft(definition);
  }
  const kinds = followed === undefined ? [] : kindsOfOperand(followed);
  if (expected.some(({ token: { name } }) => name === 'Comparator')) yield* comparators(kinds);
  for (const token of KEYWORD_TOKENS) {
    if (!expected.some(({ token: { name } }) => name === token.name)) continue;
    for (const word of wordsOf(token)) yield { kind: OPERATORS.has(word) ? 'operator' : 'keyword', ...keyword(word) };
  }
}

function keyword(word: string): Omit<Draft, 'kind'> {
  const isBlock = BLOCK_OPERATORS.some((operator) => operator === word) || word === 'groupBy';
  if (isBlock) return { label: word, text: word, snippet: `${word} [ $0 ]` };
  if (word === 'in') return { label: word, text: word, snippet: 'in ($0)' };
  return { label: word, text: word, ...defined({ snippet: word === 'like' ? "like '$0'" : undefined }) };
}

function* comparators(kinds: readonly string[]): Generator<Draft> {
  const isOrdered = kinds.length === 0 || kinds.some((kind) => kind === 'number' || kind === 'time' || kind === 'text');
  for (const operator of COMPARISON_OPERATORS) {
    const isEquality = operator === '=' || operator === '!=';
    if (isEquality ? kinds.join() !== 'list' : isOrdered) yield { kind: 'operator', label: operator, text: operator };
  }
}

function* entityTypes({ view: { known } }: Caret): Generator<Draft> {
  for (const type of Object.keys(known.schemas)) {
    yield { kind: 'entity-type', label: type, text: type, detail: 'entity type' };
  }
}

function* properties({ place, view }: Caret): Generator<Draft> {
  const path = pathOf(place?.node);
  if (path === undefined || place === undefined) return;
  const owner = ownerOf(path, path.segments.length - 1, place.scope);
  for (const name of propertyNames(elementOf(owner))) {
    // What is no word of the language cannot be written as a property.
    if (!/^\w[\w:-]*$/u.test(name)) continue;
    const schema = (elementOf(owner) as Readonly<Record<string, PropertySchema>>)[name] ?? 'any';
    const documentation = seenText(view.known.seen(owner, name));
    yield { kind: 'property', label: name, text: name, detail: kindText(schema), ...defined({ documentation }) };
  }
}

/** One value and a list of one are the same: a path into a list of objects is offered what its elements have. */
function elementOf(schema: PropertySchema): PropertySchema {
  return Array.isArray(schema) ? (schema as readonly [PropertySchema])[0] : schema;
}

/** What an argument of a function can be: the texts that it takes, the types of entity. */
function argumentValues({ place, view, isText }: Caret): readonly Draft[] {
  const call = place?.parent?.node;
  if (call?.kind !== 'Call') return [];
  const definition = view.functions.named(call.name);
  const index = call.args.findIndex((argument) => argument === place?.node);
  const parameter = definition?.parameters[index] ?? definition?.parameters.filter(({ rest }) => rest === true).at(-1);
  if (definition === undefined || parameter === undefined) return [];
  const isType = definition.usesResources === true && index === 0;
  const texts = parameter.values ?? (isType ? Object.keys(view.known.schemas) : []);
  const { summary: detail } = parameter;
  const drafts = texts.map((text): Draft => ({ kind: 'value', label: quoted(text), text: quoted(text), detail }));
  const isTruth = parameter.kind === 'boolean' && !isText;
  return isTruth ? [...drafts, ...TRUTHS] : drafts;
}

const TRUTHS: readonly Draft[] = ['true', 'false'].map((text) => ({ kind: 'value', label: text, text }));

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function values(caret: Caret): readonly Draft[] {
  if (caret.place?.parent?.node.kind === 'Call') return argumentValues(caret);
  const other = comparedWith(caret);
  const { place, view } = caret;
  if (other === undefined || place === undefined) return [];
  const path = pathOf(other);
  const kinds = kindsOf(view.shapes.of(other, place.scope).schema);
  const last = path?.segments.at(-1);
  const owner = path === undefined ? 'any' : ownerOf(path, path.segments.length - 1, place.scope);
  const seen = last === undefined ? undefined : view.known.seen(owner, last.name);
  const drafts = [...(seen?.values ?? [])].map((value): Draft => {
    const text = typeof value === 'string' ? quoted(value) : String(value);
    return { kind: 'value', label: text, text, detail: 'in the inventory' };
  });
  const isTruth = kinds.includes('boolean') && !caret.isText;
  return [...drafts, ...(isTruth ? TRUTHS : [])].filter(({ text }) => !caret.isText || text.startsWith("'"));
}

function* namedLists({ lists = {} }: ServiceOptions): Generator<Draft> {
  for (const [name, list] of Object.entries(lists)) {
    yield { kind: 'named-list', label: `$${name}`, text: `$${name}`, detail: `${list.length} values` };
  }
}

function functionDraft(definition: FunctionDefinition): Draft {
  const { name, parameters } = definition;
  const places = parameters.map((parameter, index) => `\${${index + 1}:${parameter.name}}`).join(', ');
  return {
    kind: 'function',
    label: name,
    text: `${name}()`,
    detail: signatureOf(definition),
    documentation: functionText(definition),
    ...defined({ snippet: places === '' ? undefined : `${name}(${places})` }),
  };
}

function kindsOfOperand({ place, view }: NonNullable<Caret['operand']>): readonly string[] {
  const { node, scope } = place as { readonly node: Parameters<typeof view.shapes.of>[0]; readonly scope: Scope };
  return kindsOf(view.shapes.of(node, scope).schema);
}

/** Whether a function can be called on a value of one of the kinds. */
function takes({ receiver }: FunctionDefinition, kinds: readonly string[]): boolean {
  if (receiver === undefined || receiver === 'any' || kinds.length === 0) return true;
  return kinds.some((kind) => kind === receiver || (TEXTUAL.has(kind) && TEXTUAL.has(receiver)));
}
