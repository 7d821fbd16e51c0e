import type { Node, RuleNode } from '../syntax/ast.ts';
import { queryOf } from '../syntax/condition.ts';
import type { ParseResult, RuleText } from '../syntax/read.ts';
import { parseConditionRepaired, parseRepaired } from '../syntax/repaired.ts';
import { type Diagnostic, inTextOrder } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { CheckContext } from './context.ts';
import { keptIn } from './kept.ts';
import { CHECK_OPTIONS, type CheckOptions, refuseOptions } from './options.ts';
import { type Place, type Scope, walkPlaces } from './places.ts';
import { checks } from './checks/index.ts';
import { entitySchema, listSchema } from './schemas/schema.ts';
import { typeMeant } from './target-types.ts';

/** More than these are no help to anybody; errors come before warnings when some must go. */
const MAX_DIAGNOSTICS = 50;

/**
 * Everything that is to be said of a rule's text: what keeps it from being read, or, when it can be read, what is wrong
 * or doubtful about it.
 *
 * @param text text of a rule, or a source with the name that messages give it
 * @returns errors and warnings in the order of the text; grammar/diagnostics.md explains their codes
 * @example
 * check('SecurityGroup should have inboundRuleslength() > 0').map(({ code }) => code) // ['unknown-function']
 */
export function check(text: RuleText, options: CheckOptions = {}): Diagnostic[] {
  refuseOptions('check', options, CHECK_OPTIONS);
  return checkParsed(parseRepaired(text), options);
}

/**
 * {@link check} for a condition that stands alone, as in an exclusion.
 *
 * @example
 * checkCondition("name lik 'svc-%'").map(({ help }) => help) // ['did you mean `like`?']
 */
export function checkCondition(text: RuleText, options: CheckOptions = {}): Diagnostic[] {
  const { condition, recovered, source, diagnostics } = parseConditionRepaired(text);
  return checkParsed(
    {
      source,
      diagnostics,
      ...(condition === undefined ? {} : { rule: queryOf(condition) }),
      ...(recovered === undefined ? {} : { recovered: queryOf(recovered) }),
    },
    options,
  );
}

/** {@link check} for a text that has been parsed. Behind a slip of the text, the errors of the rest are said too. */
export function checkParsed(
  { rule, recovered, source, diagnostics }: ParseResult,
  options: CheckOptions,
): Diagnostic[] {
  if (rule !== undefined) return checkRule(rule, source, options);
  if (recovered === undefined) return [...diagnostics];
  const isSaid = ({ start, end }: Span): boolean =>
    start === end || diagnostics.some(({ at: { span } }) => start <= span.end && span.start <= end);
  const more = checkRule(recovered, source, options).filter(
    ({ severity, at }) => severity === 'error' && !isSaid(at.span),
  );
  return inTextOrder([...diagnostics, ...more]);
}

/**
 * What can be wrong with a rule that parses. An error keeps it from running; a warning says that it probably does not
 * mean what it says.
 *
 * @param source what the spans of the tree point into
 * @returns at most 50 diagnostics, in the order of the text
 * @example
 * const { rule, source } = parse("IamUser where name = 'a' should have name = 'b'");
 * checkRule(rule, source)[0].code // 'always-false'
 */
export function checkRule(rule: RuleNode, source: Source, options: CheckOptions = {}): Diagnostic[] {
  const context = new CheckContext(rule, source, options);
  walkPlaces(
    rule,
    entityScope(rule, options),
    (node, scope) => context.shapes.inside(node, scope),
    (place) => {
      for (const visit of visitorsOf(place.node.kind)) visit(place.node, place, context);
    },
  );
  return inOrder(context.diagnostics);
}

type Visit = (node: Node, at: Place, context: CheckContext) => void;

const visitors = new Map<Node['kind'], readonly Visit[]>();

/** What the checks do at a kind of node, in their order: few look at each. */
function visitorsOf(kind: Node['kind']): readonly Visit[] {
  // A visitor of a kind is called with nodes of that kind.
  return keptIn(visitors, kind, () => checks.flatMap(({ visit }) => (visit[kind] as Visit | undefined) ?? []));
}

/** What paths of a rule start at. */
export function entityScope(rule: RuleNode, { schemas }: CheckOptions): Scope {
  if (rule.kind === 'ConstantRule') return { element: 'any', label: 'the entity' };
  const { list } = rule.target;
  // A slip in the type is reported; what follows is read as that type's.
  const name = (schemas === undefined ? undefined : typeMeant(rule.target.name, schemas)) ?? rule.target.name;
  const entity = entitySchema(schemas, name);
  if (list) return { element: schemas === undefined ? 'any' : listSchema(entity ?? 'any'), label: `\`List<${name}>\`` };
  return { element: entity ?? 'any', label: `\`${name}\`` };
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  let kept = [...diagnostics];
  if (kept.length > MAX_DIAGNOSTICS) {
    const rank = ({ severity }: Diagnostic): number => (severity === 'error' ? 0 : 1);
    kept = kept.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_DIAGNOSTICS);
  }
  return inTextOrder(kept);
}
