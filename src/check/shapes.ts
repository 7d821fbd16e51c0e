import type { FunctionDefinition } from '../functions/define.ts';
import type { BlockNode, GroupByNode, Node, OperandNode, PathNode } from '../syntax/ast.ts';
import { clipped } from './wording.ts';
import { scopeOf, type Scope } from './places.ts';
import {
  elementSchema,
  entitySchema,
  type EntitySchemas,
  isOpen,
  ownSchema,
  type PropertySchema,
  stepInto,
  type Stop,
} from './schemas/schema.ts';

/** What is known of the value of an operand. */
export interface Shape {
  readonly schema: PropertySchema;
  /** It is so by the language itself (a literal, the result of a function), and not by a table of properties. */
  readonly certain: boolean;
}

const UNKNOWN: Shape = { schema: 'any', certain: false };

/** Where a path leaves what is known: at the segment with this index, of what was known of its owner. */
export interface Leave {
  readonly index: number;
  readonly owner: PropertySchema;
}

/** What a path leads to, and how far it is known. */
export interface PathEnd {
  readonly schema: PropertySchema;
  /** It cannot go on. */
  readonly stop?: Leave & { readonly why: Stop };
  /** It goes on to a property that an object may have, and is not known for. */
  readonly beyond?: Leave;
}

/** Works out what is known of the values of operands, each once. */
export class Shapes {
  private readonly known = new Map<Node, Shape>();

  private readonly schemas: EntitySchemas | undefined;

  private readonly functionNamed: (name: string) => FunctionDefinition | undefined;

  constructor(schemas: EntitySchemas | undefined, functionNamed: (name: string) => FunctionDefinition | undefined) {
    this.schemas = schemas;
    this.functionNamed = functionNamed;
  }

  of(node: OperandNode, scope: Scope): Shape {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const shape = this.shapeOf(node, scope);
    this.known.set(node, shape);
    return shape;
  }

  /** The scope inside of a block or `groupBy`. */
  inside(node: BlockNode | GroupByNode, scope: Scope): Scope {
    const { schema } = this.of(node.receiver, scope);
    const { receiver } = node;
    return {
      element: elementSchema(schema),
      // Few are ever shown.
      get label() {
        return `an element of \`${clipped(receiver)}\``;
      },
      outer: scope,
    };
  }

  /** Follows a path as far as it is known. */
  follow(path: PathNode, scope: Scope): PathEnd {
    const from = scopeOf(path, scope);
    let schema: PropertySchema = from === undefined ? 'any' : from.element;
    for (const [index, { name }] of path.segments.entries()) {
      const next = stepInto(schema, name);
      if ('stop' in next) return { schema: 'any', stop: { why: next.stop, index, owner: schema } };
      if (isOpen(schema) && ownSchema(schema, name) === undefined) {
        return { schema: 'any', beyond: { index, owner: schema } };
      }
      schema = next.schema;
    }
    return { schema };
  }

  private shapeOf(node: OperandNode, scope: Scope): Shape {
    switch (node.kind) {
      case 'String':
        return { schema: 'text', certain: true };
      case 'Number':
        return { schema: 'number', certain: true };
      case 'Boolean':
        return { schema: 'boolean', certain: true };
      case 'Null':
      case 'Missing':
        return UNKNOWN;
      case 'Path':
        return { schema: this.follow(node, scope).schema, certain: false };
      case 'GroupBy':
        return { schema: [{ key: 'any', values: [this.inside(node, scope).element] }], certain: true };
      case 'Block':
        return node.operator === 'with'
          ? { schema: [this.inside(node, scope).element], certain: true }
          : { schema: 'boolean', certain: true };
      case 'Call': {
        const definition = this.functionNamed(node.name);
        if (definition === undefined) return UNKNOWN;
        const [type] = node.args;
        const entity =
          definition.usesResources && definition.result === 'object' && type?.kind === 'String'
            ? entitySchema(this.schemas, type.value)
            : undefined;
        return { schema: entity ?? definition.result, certain: true };
      }
    }
  }
}
