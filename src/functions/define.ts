import type { Entity } from '../values/entity.ts';
import type { EvaluationError } from '../values/value.ts';
import type { Work } from '../values/work.ts';

/** What is not known of the entities and their elements. */
export interface UnknownIndex {
  /** The error for reading `path` from an element, where `value` was found; undefined when that is all there is. */
  errorAt(
    element: unknown,
    path: readonly (string | number)[],
    value: unknown,
    work?: Work,
  ): EvaluationError | undefined;
  /** The error of something unknown below a list or an object, for what looks at it whole. */
  insideOf(value: unknown): EvaluationError | undefined;
  /** The id of the entity that an unknown value names, where that is known. */
  linkAt(element: unknown, path: readonly (string | number)[]): string | undefined;
}

/** Entities by type, and within a type by the value of a property; the resource functions look things up in it. */
export interface ResourceIndex {
  /**
   * The entities of a type whose value at a path equals `value`, in the order of the snapshot; an error where the value of
   * one of the type is not known, and where case is minded and values differ by it alone.
   */
  find(type: string, path: string, value: unknown, matchCase?: boolean): readonly Entity[] | EvaluationError;
}

/** What a condition can know besides the entity, the same for all of an assessment; and what its judgement may still cost. */
export interface EvaluationContext extends Work {
  /** The clock: milliseconds since 1970. */
  readonly now: number;
  /** The whole snapshot; absent when an entity is evaluated by itself. */
  readonly resources?: ResourceIndex;
  /** Values that the source does not hold; absent for snapshots in which all are known. */
  readonly unknown?: UnknownIndex;
}

/** The kinds of value that a receiver or argument can be. `any` includes missing. */
export type ValueKind = 'any' | 'boolean' | 'list' | 'number' | 'object' | 'path' | 'text' | 'time' | 'network';

/** Where a function comes from: read in the vendor's manual, seen in published rules, or ours. */
export type Origin = 'documented' | 'observed' | 'extension';

export interface ParameterDefinition {
  readonly name: string;
  readonly kind: ValueKind;
  readonly summary: string;
  /** The only texts that it can be. */
  readonly values?: readonly string[];
  /** The least and the greatest number that it can be. */
  readonly range?: readonly [number, number];
  /** It must be a literal, since the rule is prepared by it. */
  readonly constant?: true;
  /** It can be given more than once; only for the last. */
  readonly rest?: true;
}

/** A condition on one entity and what it gives; each runs as a test and stands in grammar/functions.md. */
export interface FunctionExample {
  /** What stands after `should have`. */
  readonly condition: string;
  /** The properties of the entity. */
  readonly entity: Readonly<Record<string, unknown>>;
  readonly holds: boolean | 'error';
  /** The clock, where it matters. */
  readonly now?: string;
  /** The rest of the snapshot, for functions that look at other entities. */
  readonly resources?: readonly Entity[];
  readonly why?: string;
}

/** The value of a call on a receiver (`undefined` for a missing one, or where the function takes none). */
export type BoundFunction = (receiver: unknown, context: EvaluationContext) => unknown;

/** How a rule is run, as far as a function may go by it. */
export interface BindOptions {
  /** Text is compared with regard to upper and lower case. */
  readonly matchCase?: boolean | undefined;
}

/** What a back end that writes code can say of a function itself. */
export type Inline =
  /** True for missing, null and the empty text. */
  | { readonly kind: 'emptiness' }
  /** The length of a list; 0 for missing and null. */
  | { readonly kind: 'count' }
  /** A number up to the greatest lies before or behind a border that depends on the clock (in milliseconds) alone. */
  | {
      readonly kind: 'border';
      readonly operator: '<' | '>';
      readonly greatest: number;
      readonly at: (args: readonly unknown[], now: number) => number;
    };

/** What a value is not that a function reads it as. */
export interface Misread {
  readonly as: string;
  readonly isNear: boolean;
}

/** One function of the language: the only place that knows it. Checker, documentation, completion and tests read it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly origin: Origin;
  /** What it is called on; undefined for a function that begins an operand, like `getResource('VPC', vpcId)`. */
  readonly receiver?: ValueKind;
  readonly parameters: readonly ParameterDefinition[];
  readonly result: Exclude<ValueKind, 'path' | 'time' | 'network'>;
  /** One sentence. */
  readonly summary: string;
  /** What happens on missing, null, an empty list, a wrong type; units; reasons of our decisions. */
  readonly details: readonly string[];
  readonly examples: readonly FunctionExample[];
  /** The result depends on the clock. */
  readonly usesClock?: true;
  /** The result depends on other entities of the snapshot. */
  readonly usesResources?: true;
  /** The result for a list that no further element could change: a public address in it makes `isPublic` true. */
  readonly decidedBy?: boolean;
  /** Looks at nothing below the elements of its receiver, or asks itself whether it is known. */
  readonly isShallow?: true;
  /**
   * What an element of the receiver, or 32 characters of its text, costs of the work of a judgement, in elements of a
   * block. Default: 1; 0 where it is not gone through. What is deeper inside is paid for by `spend`, where it is seen.
   */
  readonly weight?: number;
  /** Where what it gives comes from: its receiver's value at the path that is the first argument, an element, … */
  readonly gives?: 'value' | 'values' | 'element' | 'receiver' | 'resources';
  /**
   * What the receiver is not that the function reads it as (`an address`), where it reads nothing from it and says no error:
   * what a rule rests on is watched by it. `isNear` where it is written like one, so that it is most likely meant as one.
   */
  readonly misread?: (receiver: unknown) => Misread | undefined;
  /** How generated code says it for the usual values of the receiver, without a call. */
  readonly inline?: Inline;
  /**
   * Takes the arguments (once per rule where they are literals, which the checker has held against `parameters`) and
   * gives the function of the receiver. What cannot be decided is an `EvaluationError`; it never throws.
   */
  readonly bind: (args: readonly unknown[], options?: BindOptions) => BoundFunction;
}

/** The functions that a rule can name. */
export interface FunctionTable {
  /** In the order of their names. */
  readonly all: readonly FunctionDefinition[];
  /** The function of a name, in any case: `isempty` is read as `isEmpty`. */
  readonly named: (name: string) => FunctionDefinition | undefined;
}

/**
 * Declares a function of the language.
 *
 * @example
 * const shouts = defineFunction({
 *   name: 'shouts',
 *   origin: 'extension',
 *   receiver: 'text',
 *   parameters: [],
 *   result: 'boolean',
 *   summary: 'whether a text is in capitals',
 *   details: [],
 *   examples: [],
 *   bind: () => (text) => text === String(text).toUpperCase(),
 * });
 * shouts.name // 'shouts'
 */
export function defineFunction(definition: FunctionDefinition): FunctionDefinition {
  return Object.freeze(definition);
}
