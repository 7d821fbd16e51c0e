import { isObject } from '../../entity.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { HclJson } from './json-text.ts';
import type { HclBlock, HclNode } from './node.ts';
import { HclUnknown } from './unknown.ts';

type Members = Record<string, unknown>;

/** What the data source is called whose `json` is a policy that its blocks write. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';

/**
 * The policy that an `aws_iam_policy_document` makes, as far as it is literal.
 *
 * Format: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(block: HclBlock, valueOf: (expression: HclNode) => unknown): object | HclUnknown {
  const read = (from: HclBlock, name: string): unknown => {
    const expression = from.attributes.get(name);
    return expression === undefined ? undefined : literal(valueOf(expression));
  };
  // What is put over the statements may change each of them.
  const over = ['override_policy_documents', 'override_json'].find((name) => block.attributes.has(name));
  if (over !== undefined) return new HclUnknown(`${POLICY_DOCUMENT}.${over}`);
  const before = ['source_policy_documents', 'source_json'].flatMap((name) =>
    [read(block, name) ?? []].flat().flatMap((source) => statementsOf(source, `${POLICY_DOCUMENT}.${name}`)),
  );
  const statements = block.blocks
    .filter((inner) => nameOf(inner) === 'statement')
    .map((inner) => (inner.type === 'dynamic' ? new HclUnknown('dynamic "statement"') : statement(inner, read)));
  const id = read(block, 'policy_id');
  return {
    Version: read(block, 'version') ?? '2012-10-17',
    ...(id === undefined ? {} : { Id: id }),
    Statement: [...before, ...statements],
  };
}

/** The statements of another document, which stand before a document's own; one that is not known is some of them. */
function statementsOf(source: unknown, name: string): readonly unknown[] {
  const document = source instanceof HclJson ? source.document : objectIn(source);
  const list = document === undefined || Array.isArray(document) ? undefined : (document as Members)['Statement'];
  if (list === undefined || list instanceof HclUnknown) return [new HclUnknown(name)];
  return [list].flat();
}

function objectIn(text: unknown): object | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value = parseExactJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Read = (from: HclBlock, name: string) => unknown;

const LISTS = [
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
] as const;

function statement(block: HclBlock, read: Read): Members {
  const sid = read(block, 'sid');
  const lists = LISTS.flatMap(([name, attribute]) => {
    const value = read(block, attribute);
    return value === undefined ? [] : [[name, oneOrMore(value)] as const];
  });
  return Object.fromEntries<unknown>([
    ...(sid === undefined || sid === '' ? [] : [['Sid', sid] as const]),
    ['Effect', read(block, 'effect') ?? 'Allow'],
    ...lists,
    ...principals(block, 'principals', 'Principal', read),
    ...principals(block, 'not_principals', 'NotPrincipal', read),
    ...conditions(block, read),
  ]);
}

/** One value is written by itself. */
function oneOrMore(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function principals(block: HclBlock, type: string, name: string, read: Read): readonly (readonly [string, unknown])[] {
  const blocks = block.blocks.filter((inner) => nameOf(inner) === type);
  if (blocks.length === 0) return [];
  const byType = new Map<string, unknown[]>();
  for (const inner of blocks) {
    const [kind, identifiers] = [read(inner, 'type'), read(inner, 'identifiers')];
    if (inner.type === 'dynamic' || typeof kind !== 'string') return [[name, new HclUnknown(type)]];
    byType.set(kind, [...(byType.get(kind) ?? []), ...[identifiers ?? []].flat()]);
  }
  if (byType.size === 1 && byType.get('*')?.every((one) => one === '*') === true) return [[name, '*']];
  return [[name, Object.fromEntries([...byType].map(([kind, list]) => [kind, oneOrMore(list)]))]];
}

function conditions(block: HclBlock, read: Read): readonly (readonly [string, unknown])[] {
  const blocks = block.blocks.filter((inner) => nameOf(inner) === 'condition');
  if (blocks.length === 0) return [];
  const tests = new Map<string, Members>();
  for (const inner of blocks) {
    const [test, variable, values] = ['test', 'variable', 'values'].map((name) => read(inner, name));
    if (inner.type === 'dynamic' || typeof test !== 'string' || typeof variable !== 'string')
      return [['Condition', new HclUnknown('condition')]];
    tests.set(test, { ...tests.get(test), [variable]: oneOrMore(values) });
  }
  return [['Condition', Object.fromEntries(tests)]];
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
