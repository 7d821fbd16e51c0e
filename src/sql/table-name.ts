import { identifier, isSeen } from './dialect.ts';

/** Text, a name in quotes, or one other character. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[^]/gu;
/** What ends a statement, hides what follows, or begins text that ends elsewhere. */
const FOREIGN = /;|--|\/\*|\$\w*\$/u;

/**
 * A table as it stands behind FROM: a name, with dots for its schema; files in quotes, as DuckDB reads them; or what gives rows
 * in SQL (`read_json('x')`, `(SELECT …)`), which stays as it is where it is one whole and nothing stands beside it.
 *
 * @throws RangeError for what is none of these
 */
export function tableName(table: string): string {
  const isOne = isSeen(table);
  if (isOne && /^'(?:[^']|'')*'$/u.test(table)) return `(SELECT * FROM ${table})`;
  if (!/[('"]/u.test(table)) return table.split('.').map(identifier).join('.');
  if (isOne && isWhole(table)) return table;
  throw new RangeError(
    `\`${table}\` is no table: write a name, files in quotes, or what gives rows, as read_json('x') or (SELECT …)`,
  );
}

/** A name, with parts in quotes, and at its end something in brackets, whose brackets and quotes close. */
function isWhole(table: string): boolean {
  let depth = 0;
  let isClosed = false;
  let outside = '';
  for (const [token] of table.matchAll(TOKEN)) {
    if (isClosed) return false;
    const isQuoted = token.length > 1 && /['"]/u.test(token);
    outside += isQuoted ? ' ' : token;
    if (token === "'" || token === '"') return false;
    if (token === '(') depth += 1;
    else if (token === ')') {
      depth -= 1;
      isClosed = depth === 0;
    } else if (depth === 0 && !(token.startsWith('"') || /^[\p{L}\p{N}_.]$/u.test(token))) return false;
  }
  return depth === 0 && !FOREIGN.test(outside);
}
