/* What an editor or a page asks of a rule's text: pure functions, without any module of Node.js and without a DOM. */
export { actionsOf, codeActions, type CodeAction } from './code-actions.ts';
export { completions, type Completion, type CompletionKind } from './completions.ts';
export { codeText, diagnose } from './diagnose.ts';
export { formatting } from './formatting.ts';
export { hover, type Hover } from './hover.ts';
export { listReferences, renameList, type ListReference } from './named-lists.ts';
export { observe, type ObservedInventory, type ObservedValue, type SeenValue } from './observe.ts';
export { outline, type OutlinePart } from './outline.ts';
export { semanticTokens, type SemanticKind, type SemanticToken } from './semantic-tokens.ts';
export { signature, type Signature } from './signature.ts';
export { verdict, type Verdict } from './verdict.ts';
export type { ServiceOptions } from './options.ts';
export type { Diagnostic, Fix, Message } from '../text/message.ts';
export type { Span } from '../text/source.ts';
