import type { Position, TextDocument } from 'vscode-languageserver-textdocument';
import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import { SEMANTIC_KINDS, semanticTokens } from '../../services/semantic-tokens.ts';
import type { OpenText } from './open-text.ts';

/** The tokens of a rule, five numbers each as the protocol has them. Kept as long as the rule is the same. */
interface RuleTokens {
  /** The first token is told from the start of the rule. */
  readonly numbers: readonly number[];
  /** Where the last one stands: lines from the rule's; columns, on the rule's first line, from its start. */
  readonly last: Position;
}

/** A rule in its document: its tokens, the first told from the last one of the rule before it. */
interface Block {
  readonly tokens: RuleTokens;
  readonly line: number;
  readonly column: number;
}

/**
 * The colours of a document, told as what changed since they were told last. Between two keys all rules but one are the same,
 * so that rules are compared, and not their tokens: of a file with thousands of rules only what is new is written.
 */
export class SemanticColors {
  readonly #known = new WeakMap<OpenText['data'], RuleTokens>();
  #told: { readonly id: string; readonly blocks: readonly Block[] } | undefined;
  #count = 0;

  full(document: TextDocument, texts: readonly OpenText[]): SemanticTokens {
    const blocks = this.#blocks(document, texts);
    return { resultId: this.#tell(blocks), data: numbersOf(blocks) };
  }

  delta(document: TextDocument, texts: readonly OpenText[], previous: string): SemanticTokens | SemanticTokensDelta {
    const before = this.#told;
    if (before?.id !== previous) return this.full(document, texts);
    const blocks = this.#blocks(document, texts);
    const resultId = this.#tell(blocks);
    const [first, behind] = sameAround(before.blocks, blocks, isSameBlock);
    const gone = numbersOf(before.blocks.slice(first, before.blocks.length - behind));
    const come = numbersOf(blocks.slice(first, blocks.length - behind));
    if (gone.length === 0 && come.length === 0) return { resultId, edits: [] };
    const [start, end] = sameAround(gone, come, Object.is);
    const deleteCount = gone.length - start - end;
    const data = come.slice(start, come.length - end);
    return { resultId, edits: [{ start: sizeOf(blocks.slice(0, first)) + start, deleteCount, data }] };
  }

  range(document: TextDocument, texts: readonly OpenText[], range: Range): SemanticTokens {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const seen = texts.filter((open) => open.start <= end && open.end >= start);
    return { data: numbersOf(this.#blocks(document, seen)) };
  }

  #tell(blocks: readonly Block[]): string {
    this.#count += 1;
    this.#told = { id: String(this.#count), blocks };
    return this.#told.id;
  }

  #blocks(document: TextDocument, texts: readonly OpenText[]): readonly Block[] {
    const blocks: Block[] = [];
    let last: Position = { line: 0, character: 0 };
    for (const open of texts) {
      const from = document.positionAt(open.start);
      const tokens = this.#tokensOf(open, document, from);
      const [line = 0, column = 0] = tokens.numbers;
      if (tokens.numbers.length === 0) continue;
      const first = placed(from, { line, character: column });
      blocks.push({ tokens, ...stepFrom(last, first) });
      last = placed(from, tokens.last);
    }
    return blocks;
  }

  /** A token over several lines is left out, as most clients draw none. */
  #tokensOf(open: OpenText, document: TextDocument, from: Position): RuleTokens {
    const known = this.#known.get(open.data);
    if (known !== undefined) return known;
    const numbers: number[] = [];
    let last: Position = { line: 0, character: 0 };
    for (const { span, kind } of semanticTokens(open.text, { readAs: open.data.readAs })) {
      const inFile = open.spanInFile(span);
      const { line, character } = document.positionAt(inFile.start);
      if (document.positionAt(inFile.end).line !== line) continue;
      const at = { line: line - from.line, character: line === from.line ? character - from.character : character };
      const step = stepFrom(last, at);
      numbers.push(step.line, step.column, inFile.end - inFile.start, SEMANTIC_KINDS.indexOf(kind), 0);
      last = at;
    }
    const tokens = { numbers, last };
    this.#known.set(open.data, tokens);
    return tokens;
  }
}

/** A place within a rule as one of the document. */
function placed(from: Position, { line, character }: Position): Position {
  return { line: from.line + line, character: line === 0 ? from.character + character : character };
}

/** From one token to the next, as the protocol counts. */
function stepFrom(last: Position, to: Position): { readonly line: number; readonly column: number } {
  const line = to.line - last.line;
  return { line, column: line === 0 ? to.character - last.character : to.character };
}

function numbersOf(blocks: readonly Block[]): number[] {
  return blocks.flatMap(({ tokens, line, column }) => [line, column, ...tokens.numbers.slice(2)]);
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { tokens }) => sum + tokens.numbers.length, 0);
}

function isSameBlock(one: Block | undefined, other: Block | undefined): boolean {
  return one?.tokens === other?.tokens && one?.line === other?.line && one?.column === other?.column;
}

/** How many are the same at the start of two lists, and at the end of what is left. */
function sameAround<T>(
  before: readonly T[],
  now: readonly T[],
  isSame: (one: T | undefined, other: T | undefined) => boolean,
): readonly [first: number, behind: number] {
  const most = Math.min(before.length, now.length);
  let first = 0;
  while (first < most && isSame(before[first], now[first])) first += 1;
  let behind = 0;
  while (behind < most - first && isSame(before.at(-1 - behind), now.at(-1 - behind))) behind += 1;
  return [first, behind];
}
