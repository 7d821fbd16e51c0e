import { MAX_DOCUMENT_LENGTH } from '../../../values/document.ts';
import { madeBlocks, type MadeBlock } from './dynamic.ts';
import type { HclExpressions } from './expression.ts';
import type { HclBlock, HclNode } from './node.ts';
import { POLICY_DOCUMENT } from './lookup.ts';
import { LAST_VERSION, merged, policyOf, type Policy } from './policy-merge.ts';
import { isTooLarge } from './size.ts';
import { HclJson, HclUnknown } from './unknown.ts';

type Members = Record<string, unknown>;

/**
 * The policy that an `aws_iam_policy_document` makes, as far as it is literal.
 *
 * Format: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(
  block: HclBlock,
  expressions: HclExpressions,
  valueOf: (expression: HclNode) => unknown,
): object | HclUnknown {
  const read = (from: HclBlock, name: string): unknown => {
    const expression = from.attributes.get(name);
    return expression === undefined ? undefined : literal(valueOf(expression));
  };
  const policiesOf = (names: readonly string[]): readonly Policy[] =>
    names.flatMap((name) =>
      [read(block, name)]
        .flat()
        .filter((source) => source !== undefined && source !== null && source !== '')
        .map((source) => policyOf(source, `${POLICY_DOCUMENT}.${name}`)),
    );
  const named = (from: HclBlock, name: string): readonly (MadeBlock | undefined)[] =>
    from.blocks
      .filter((inner) => nameOf(inner) === name)
      .flatMap((inner): readonly (MadeBlock | undefined)[] => madeBlocks(inner, expressions) ?? [undefined]);
  const readMade: ReadMade = (from, name, work) =>
    named(from, name).map((made) => made && expressions.within(made.bound, () => work(made.block)));
  const statements = readMade(block, 'statement', (inner) => statement(inner, read, readMade)).map(
    (made) => made ?? new HclUnknown('dynamic "statement"'),
  );
  const own = {
    version: read(block, 'version') ?? LAST_VERSION,
    id: read(block, 'policy_id') ?? undefined,
    statements,
  };
  const policies = [
    ...policiesOf(['source_json', 'source_policy_documents']),
    own,
    ...policiesOf(['override_policy_documents', 'override_json']),
  ];
  let policy: Policy = { version: undefined, id: undefined, statements: [] };
  for (const next of policies) {
    policy = merged(policy, next);
    if (policy.statements.length > MAX_STATEMENTS) return new HclUnknown(POLICY_DOCUMENT);
  }
  const document = {
    Version: policy.version,
    ...(policy.id === undefined ? {} : { Id: policy.id }),
    Statement: policy.statements,
  };
  return isTooLarge(document, MAX_DOCUMENT_LENGTH) ? new HclUnknown(POLICY_DOCUMENT) : document;
}

/** More than any policy has: documents that are made of others double them. */
const MAX_STATEMENTS = 1_000;

type Read = (from: HclBlock, name: string) => unknown;

/** What is read of each block of a name, also of those that `dynamic` makes; undefined of one that is not known. */
type ReadMade = <T>(from: HclBlock, name: string, work: (made: HclBlock) => T) => readonly (T | undefined)[];

const LISTS = [
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
] as const;

function statement(block: HclBlock, read: Read, readMade: ReadMade): Members {
  const sid = read(block, 'sid');
  const lists = LISTS.flatMap(([name, attribute]) => {
    const value = read(block, attribute);
    const isNone = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    return isNone ? [] : [[name, oneOrMore(value)] as const];
  });
  return Object.fromEntries<unknown>([
    ...(sid === undefined || sid === null || sid === '' ? [] : [['Sid', sid] as const]),
    ['Effect', read(block, 'effect') ?? 'Allow'],
    ...lists,
    ...principals('Principal', readMade(block, 'principals', principalOf(read))),
    ...principals('NotPrincipal', readMade(block, 'not_principals', principalOf(read))),
    ...conditions(readMade(block, 'condition', (made) => CONDITION.map((name) => read(made, name)))),
  ]);
}

/** One value is written by itself. */
function oneOrMore(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

type Principal = readonly [kind: unknown, identifiers: unknown];

function principalOf(read: Read): (made: HclBlock) => Principal {
  return (made) => [read(made, 'type'), read(made, 'identifiers')];
}

function principals(name: string, blocks: readonly (Principal | undefined)[]): readonly (readonly [string, unknown])[] {
  if (blocks.length === 0) return [];
  const byType = new Map<string, unknown[]>();
  for (const [kind, identifiers] of blocks.map((one) => one ?? [])) {
    if (typeof kind !== 'string') return [[name, new HclUnknown(name)]];
    byType.set(kind, [...(byType.get(kind) ?? []), ...[identifiers ?? []].flat()]);
  }
  if (byType.size === 1 && byType.get('*')?.every((one) => one === '*') === true) return [[name, '*']];
  return [[name, Object.fromEntries([...byType].map(([kind, list]) => [kind, oneOrMore(list)]))]];
}

const CONDITION = ['test', 'variable', 'values'];

function conditions(blocks: readonly (readonly unknown[] | undefined)[]): readonly (readonly [string, unknown])[] {
  if (blocks.length === 0) return [];
  const tests = new Map<string, Map<string, unknown[]>>();
  for (const [test, variable, values] of blocks.map((one) => one ?? [])) {
    if (typeof test !== 'string' || typeof variable !== 'string') return [['Condition', new HclUnknown('condition')]];
    const variables = tests.get(test) ?? new Map<string, unknown[]>();
    tests.set(test, variables.set(variable, [...(variables.get(variable) ?? []), ...[values ?? []].flat()]));
  }
  const written = [...tests].map(([test, variables]) => [
    test,
    Object.fromEntries([...variables].map(([variable, values]) => [variable, oneOrMore(values)])),
  ]);
  return [['Condition', Object.fromEntries(written)]];
}

function nameOf({ type, labels }: HclBlock): string | undefined {
  return type === 'dynamic' ? labels[0] : type;
}

/** `&{aws:username}` stands for a variable of the policy, which would be one of Terraform's with a `$`. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('&{', '${');
  if (value instanceof HclJson) return value;
  if (value instanceof HclUnknown && value.pieces !== undefined)
    return new HclUnknown(
      value.expression,
      value.pieces.map((piece) => piece.replaceAll('&{', '${')),
    );
  return Array.isArray(value) ? value.map(literal) : value;
}
