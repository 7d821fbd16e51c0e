import { useEffect, useRef } from 'preact/hooks';

interface Line {
  readonly path: string;
  readonly text: string;
}

/** An entity's JSON; the lines of the values that decided are marked, or of what they would stand in where they are missing. */
export function EntityJson({ entity, paths }: { readonly entity: unknown; readonly paths: readonly string[] }) {
  const lines = linesOf(entity);
  const marked = markedOf(lines, paths);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const [first] = box.current?.getElementsByTagName('mark') ?? [];
    if (first !== undefined && box.current !== null)
      box.current.scrollTop = first.offsetTop - box.current.offsetTop - 40;
  }, [entity]);
  return (
    <pre class="json" ref={box} tabIndex={0} role="region" aria-label="The entity as JSON">
      {lines.map(({ text, path }) => (marked.has(path) && path !== '' ? <mark>{`${text}\n`}</mark> : `${text}\n`))}
    </pre>
  );
}

/** JSON as `JSON.stringify` indents it, each line with the path of the value that starts in it. */
function linesOf(value: unknown): readonly Line[] {
  const lines: Line[] = [];
  const write = (item: unknown, path: string, margin: string, before: string, after: string): void => {
    if (typeof item !== 'object' || item === null || Object.keys(item).length === 0) {
      lines.push({ path, text: `${margin}${before}${JSON.stringify(item)}${after}` });
      return;
    }
    const isList = Array.isArray(item);
    lines.push({ path, text: `${margin}${before}${isList ? '[' : '{'}` });
    const entries = Object.entries(item);
    entries.forEach(([key, inner], index) => {
      const own = isList ? `${path}[${key}]` : `${path === '' ? '' : `${path}.`}${key}`;
      write(inner, own, `${margin}  `, isList ? '' : `${JSON.stringify(key)}: `, index < entries.length - 1 ? ',' : '');
    });
    lines.push({ path: '', text: `${margin}${isList ? ']' : '}'}${after}` });
  };
  write(value, '', '', '', '');
  return lines;
}

function markedOf(lines: readonly Line[], paths: readonly string[]): ReadonlySet<string> {
  const known = new Map(lines.map(({ path }) => [path.toLowerCase(), path]));
  const marked = new Set<string>();
  for (const path of paths) {
    let part = path.toLowerCase();
    while (part !== '' && !known.has(part)) part = part.replace(/(?:^|\.)[^.[\]]*$|\[[^[\]]*\]?$/u, '');
    marked.add(known.get(part) ?? '');
  }
  return marked;
}
