import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
} from 'vscode-languageserver/node';
import { SEMANTIC_KINDS, semanticTokens } from '../../services/semantic-tokens.ts';
import type { OpenText } from './open-text.ts';

/** A token by where it stands from the start of its rule: on the first line, columns are counted from the rule's. */
interface PlacedToken {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly kind: number;
}

/** The colours of a document, told as what changed since they were told last. */
export class SemanticColors {
  readonly #builder = new SemanticTokensBuilder();
  readonly #known = new WeakMap<OpenText['data'], readonly PlacedToken[]>();

  full(document: TextDocument, texts: readonly OpenText[]): SemanticTokens {
    this.#builder.previousResult('');
    this.#push(this.#builder, document, texts);
    return this.#builder.build();
  }

  delta(document: TextDocument, texts: readonly OpenText[], previous: string): SemanticTokens | SemanticTokensDelta {
    this.#builder.previousResult(previous);
    this.#push(this.#builder, document, texts);
    return this.#builder.buildEdits();
  }

  range(document: TextDocument, texts: readonly OpenText[], range: Range): SemanticTokens {
    const builder = new SemanticTokensBuilder();
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const seen = texts.filter((open) => open.start <= end && open.end >= start);
    this.#push(builder, document, seen);
    return builder.build();
  }

  #push(builder: SemanticTokensBuilder, document: TextDocument, texts: readonly OpenText[]): void {
    for (const open of texts) {
      const from = document.positionAt(open.start);
      for (const { line, column, length, kind } of this.#tokensOf(open, document, from)) {
        builder.push(from.line + line, line === 0 ? from.character + column : column, length, kind, 0);
      }
    }
  }

  /** A token over several lines is left out, as most clients draw none. */
  #tokensOf(open: OpenText, document: TextDocument, from: { line: number; character: number }): readonly PlacedToken[] {
    let found = this.#known.get(open.data);
    if (found !== undefined) return found;
    found = semanticTokens(open.text, { readAs: open.data.readAs }).flatMap(({ span, kind }): PlacedToken[] => {
      const inFile = open.spanInFile(span);
      const { line, character } = document.positionAt(inFile.start);
      if (document.positionAt(inFile.end).line !== line) return [];
      const column = line === from.line ? character - from.character : character;
      return [
        { line: line - from.line, column, length: inFile.end - inFile.start, kind: SEMANTIC_KINDS.indexOf(kind) },
      ];
    });
    this.#known.set(open.data, found);
    return found;
  }
}
