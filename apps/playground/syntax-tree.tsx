import type { Node } from '../../src/syntax/ast.ts';
import { parseRepaired } from '../../src/syntax/repaired.ts';
import { childrenOf } from '../../src/syntax/walk.ts';

interface SyntaxTreeProps {
  readonly text: string;
  readonly offset: number;
  readonly select: (from: number, to: number) => void;
}

/** The tree of the rule; a node shows where it stands. */
export function SyntaxTree({ text, offset, select }: SyntaxTreeProps) {
  const { rule, recovered } = parseRepaired(text);
  const root = rule ?? recovered;
  if (root === undefined) return <p class="dim">There is no tree yet.</p>;
  return (
    <ul class="tree" aria-label="Syntax tree">
      <Branch node={root} text={text} offset={offset} select={select} depth={0} />
    </ul>
  );
}

/** Deeper than this nobody reads. */
const MAX_DEPTH = 60;

function Branch({ node, depth, ...props }: SyntaxTreeProps & { readonly node: Node; readonly depth: number }) {
  const { text, offset, select } = props;
  const { start, end } = node.span;
  const children = depth > MAX_DEPTH ? [] : childrenOf(node);
  const isHere = start <= offset && offset <= end;
  return (
    <li>
      <div class="line">
        <button type="button" class={`plain kind${isHere ? ' here' : ''}`} onClick={() => select(start, end)}>
          {node.kind}
        </button>
        {children.length === 0 && <code>{text.slice(start, end)}</code>}
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child, index) => (
            <Branch key={index} {...props} node={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
