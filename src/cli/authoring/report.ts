import type { Message } from '../../text/message.ts';

/** One thing that a command looked at: a rule, a test of one, a file. */
export interface Looked {
  /** What it belongs to: the file or ruleset of a rule, the rule of a test. */
  readonly suite: string;
  readonly name: string;
  /** The rule, where there is one. */
  readonly rule?: string;
  readonly messages: readonly Message[];
}

/** What `gsl check`, `gsl test` or `gsl fmt` found, for whatever shows it. */
export interface AuthoringReport {
  readonly command: 'check' | 'fmt' | 'test';
  /** The version of this package. */
  readonly version: string;
  readonly looked: readonly Looked[];
  /** The names under which messages give files that exist; other texts were written on the command line. */
  readonly files: ReadonlySet<string>;
  /** How a file is named in the repository. */
  readonly repositoryPath: (file: string) => string;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the commands make of it; where the repository is, whoever writes it knows. */
export type AuthoringFindings = Omit<AuthoringReport, 'repositoryPath'>;

/** A way to show it to a machine. */
export interface AuthoringFormat {
  readonly name: string;
  readonly write: (report: AuthoringReport) => string;
}

/** What is said, each with what it is said of. */
export function said({ looked }: AuthoringReport): readonly { readonly message: Message; readonly of: Looked }[] {
  return looked.flatMap((of) => of.messages.map((message) => ({ message, of })));
}
