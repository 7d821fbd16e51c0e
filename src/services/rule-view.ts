import { entityScope } from '../check/check.ts';
import { type Place, type ScopeInside, walkPlaces } from '../check/places.ts';
import { Shapes } from '../check/shapes.ts';
import { builtInFunctions, functionTable } from '../functions/index.ts';
import type { FunctionTable } from '../functions/define.ts';
import type { RuleNode } from '../syntax/ast.ts';
import { queryOf } from '../syntax/condition.ts';
import type { RuleText } from '../syntax/read.ts';
import { parseConditionRepaired, parseRepaired } from '../syntax/repaired.ts';
import { type Known, knownOf } from './known.ts';
import type { ServiceOptions } from './options.ts';

/** A rule's text as the services look at it. */
export interface RuleView {
  readonly rule: RuleNode | undefined;
  readonly functions: FunctionTable;
  readonly known: Known;
  readonly shapes: Shapes;
  /** Every node with where it stands, parents first. */
  readonly places: readonly Place[];
}

/** The tree of a text, or what could be read of it, with what is known at each node. */
export function viewOf(text: RuleText, options: ServiceOptions): RuleView {
  const tree = treeOf(text, options);
  const functions = functionsOf(options);
  const known = knownOf(options);
  const shapes = new Shapes(known.schemas, (name) => functions.named(name));
  const places: Place[] = [];
  if (tree !== undefined) {
    const inside: ScopeInside = (node, scope) => shapes.inside(node, scope);
    walkPlaces(tree, entityScope(tree, { schemas: known.schemas }), inside, (place) => {
      // A condition that stands alone has a target only for the tree's sake.
      if (place.node.kind !== 'Target' || place.node.name !== '') places.push(place);
    });
  }
  return { rule: tree, functions, known, shapes, places };
}

function treeOf(text: RuleText, { readAs }: ServiceOptions): RuleNode | undefined {
  if (readAs !== 'condition') {
    const { rule, recovered } = parseRepaired(text);
    return rule ?? recovered;
  }
  const { condition, recovered } = parseConditionRepaired(text);
  const found = condition ?? recovered;
  return found && queryOf(found);
}

/** The functions that a rule can name. */
export function functionsOf({ functions }: ServiceOptions): FunctionTable {
  return functions === undefined || functions.length === 0 ? builtInFunctions : functionTable(functions);
}

/** The innermost nodes that hold an offset, innermost first; one that ends there counts. */
export function placesAt({ places }: RuleView, offset: number): readonly Place[] {
  const holding = places.filter(({ node: { span } }) => span.start <= offset && offset <= span.end);
  return holding.reverse();
}
