import type { MessagePort } from 'node:worker_threads';
import type { AssessmentState, Supported } from '../../assess/state.ts';
import type { EntitySchemas } from '../../check/schemas/schema.ts';
import type { PostedFinding } from '../../findings/posted-finding.ts';
import type { ParameterValues } from '../../inventory/parameters.ts';
import type { Piece } from '../../inventory/files/pieces.ts';
import type { TerminalOptions } from '../../reporters/terminal/options.ts';
import type { Exclusion } from '../../rules/exclusion.ts';
import type { LoadedRuleset } from '../../rules/rule.ts';
import type { NamedLists } from '../../run/environment.ts';
import type { RuleNode } from '../../syntax/ast.ts';
import type { FoundInput } from '../../inventory/files/inputs.ts';
import type { Status } from '../../values/outcome.ts';
import type { InventoryRecord, ProblemRecord } from '../../values/record.ts';

/* What the command and its threads say to one another. All of it is plain data. */

/** What the command and its threads judge with. */
export interface JobsSetting {
  readonly rulesets: readonly LoadedRuleset[];
  readonly exclusions: readonly Exclusion[];
  readonly types: JobTypes;
  readonly lists: NamedLists | undefined;
  readonly strict: boolean | undefined;
  readonly matchCase: boolean | undefined;
  readonly now: string;
  readonly include: readonly Status[];
  readonly explain: boolean;
  readonly explainPassed: boolean;
  readonly asking: Asking;
}

/** The types of entities that are known. Tables of thousands are loaded on both sides, since posting them takes longer. */
export interface JobTypes {
  /** The words that may be types, of all rules that were read. */
  readonly named: ReadonlySet<string>;
  /** One's own. */
  readonly own: EntitySchemas;
}

/** How the inputs are read. */
export interface JobsReading {
  /** `--input`. */
  readonly format: string | undefined;
  readonly parameters: ParameterValues | undefined;
}

/** What the reports read of findings. */
export interface Asking {
  /** The statuses of which some report reads everything. */
  readonly said: readonly Status[];
  /** The statuses of which some report reads the entities. */
  readonly whole: readonly Status[];
  /** The statuses of which some report tells how they are mended, which may take values of the entity. */
  readonly mended: readonly Status[];
  /** How a report at a terminal looks, which reads of few findings more than their names; undefined where there is none. */
  readonly terminal: TerminalOptions | undefined;
}

/** What a thread is asked to do. */
export type JobTask =
  | { readonly kind: 'detect'; readonly found: readonly (FoundInput | ProblemRecord)[] }
  | {
      readonly kind: 'piece';
      readonly piece: Piece;
      readonly common: SharedArrayBuffer;
      readonly wantsIdentities: boolean;
      readonly port: MessagePort;
    };

/** What the tasks of pieces have in common: written once, and read once by each thread. */
export interface JobsCommon {
  readonly setting: JobsSetting;
  /** The names of all inputs. */
  readonly names: readonly string[];
  /** Which rules of each ruleset the package's tests hold: posting makes copies, of which nobody knows it. */
  readonly tested: readonly (readonly boolean[])[];
  /** What the rules were read as of which nothing is to be said, by their text. */
  readonly trees: ReadonlyMap<string, RuleNode>;
}

/** One thing that a piece gave, in its order. */
export type JobItem =
  | { readonly kind: 'finding'; readonly finding: PostedFinding }
  /** So many that no report tells from one another, in the place of which one stands. */
  | { readonly kind: 'counted'; readonly finding: PostedFinding; readonly times: number }
  | { readonly kind: 'record'; readonly record: InventoryRecord }
  /** What the verdicts of a rule rest on was met, before the findings that follow. */
  | { readonly kind: 'supported'; readonly supported: Supported };

/** What comes from a thread at work. */
export type FromJob =
  | { readonly kind: 'read'; readonly bytes: number }
  /** Items as they wait here: those that are JSON as JSON, which takes a third of the time of what `v8.serialize` writes. */
  | { readonly kind: 'items'; readonly written: string | Uint8Array }
  /** The last: what was found of all, and how many lines there were where the piece is lines of a file. */
  | { readonly kind: 'end'; readonly state: AssessmentState; readonly lines: number };

/** What goes to it: items of such a size were taken. */
export interface ToJob {
  readonly kind: 'taken';
  readonly size: number;
}
