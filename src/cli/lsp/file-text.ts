import type { Notation } from '../../rules/embedded.ts';
import type { Fix, MessageSeverity } from '../../text/message.ts';
import type { Span } from '../../text/source.ts';

/** The text of a rule or a condition in a file. Plain data: a thread passes it on. */
export interface FileText {
  readonly text: string;
  /** Where it stands in the file, with its quotes. */
  readonly start: number;
  readonly end: number;
  readonly notation: Notation;
  readonly readAs: 'rule' | 'condition';
}

/** A message on a file, without the file's text. */
export interface FileMessage {
  readonly code: string;
  readonly severity: MessageSeverity;
  readonly message: string;
  readonly help?: string;
  readonly fixes?: readonly Fix[];
  readonly span: Span;
}
