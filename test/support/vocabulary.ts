import fc from 'fast-check';
import { functions } from '../../src/functions/index.ts';
import type { CallNode, LiteralNode, PathNode } from '../../src/syntax/ast.ts';
import { callNode, numberNode, pathNode, textNode, type Vocabulary } from './arbitrary-rule.ts';

/** Few names and values, so that rules and entities meet. */
export const TAME: Vocabulary = {
  name: fc.constantFrom<(string | number)[]>('a', 'b', 'c', 'in', 'aws:x', 0),
  text: fc.constantFrom('a', 'A', 'b%', '%', '', 'true', 'FALSE', 'null', '5', '5.0', '05', '10.0.0.0/24', 'xa'),
  number: fc.constantFrom(0, 1, 2, 5, -1, 2.5, 9007199254740993n),
  regex: fc.constantFrom('a', '^a$', '^(a|b)', '[0-9]+', 'x?', '^$'),
  call: (receiver) =>
    fc.constantFrom(...functions.filter((definition) => definition.receiver !== undefined)).chain((definition) =>
      fc.tuple(receiver, fc.nat(3)).map(([on, dice]): CallNode =>
        callNode(
          definition.name,
          definition.parameters.map(({ kind, values }): LiteralNode | PathNode => {
            // Every fourth text is that of a property, which may be missing, null, a list or an object.
            if (kind === 'text' && values === undefined && dice === 0) return pathNode('element', 0, ['b']);
            if (values !== undefined) return textNode(values[0]!);
            return kind === 'number' ? numberNode(5) : textNode(definition.name === 'inSubnet' ? '10.0.0.0/8' : 'a');
          }),
          on,
        ),
      ),
    ),
  outer: 2,
};
