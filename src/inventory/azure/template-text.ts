import type { Expression } from './expression.ts';
import { isUntold, textOf } from './expression-arguments.ts';

/** What is known of a text: between two pieces stands what is not, and may be nothing. */
export type Pieces = readonly [string, ...string[]];

const GAP: Pieces = ['', ''];

/** More is of no use to a rule. */
const MAX_PIECES = 100;

/**
 * The known pieces of what an expression gives that is not known as a whole; undefined where none is, or it may be no text.
 *
 * @param valueOf gives the value of an expression, or a symbol
 */
export function piecesOf(expression: Expression, valueOf: (part: Expression) => unknown): Pieces | undefined {
  const found = textIn(expression, valueOf);
  // What is one piece is known, and was not sure for another reason.
  const isPartly = found !== undefined && found.length > 1 && found.length <= MAX_PIECES;
  return isPartly && found.some((piece) => piece !== '') ? found : undefined;
}

function textIn(expression: Expression, valueOf: (part: Expression) => unknown): Pieces | undefined {
  if (expression.kind !== 'call') return undefined;
  const { name, args } = expression;
  const known = (arg: Expression): Pieces | undefined => {
    const value = valueOf(arg);
    const text = isUntold(value) ? undefined : textOf(value);
    return text === undefined ? undefined : [text];
  };
  const part = (arg: Expression): Pieces => known(arg) ?? textIn(arg, valueOf) ?? GAP;
  if (name === 'concat') {
    // Of lists it makes a list: what is written in it tells. Each argument is looked through once: it may hold others.
    let isText = false;
    const parts = args.map((arg): Pieces => {
      const isKnown = typeof valueOf(arg) === 'string';
      const inner = isKnown ? undefined : textIn(arg, valueOf);
      isText ||= isKnown || inner !== undefined;
      return known(arg) ?? inner ?? GAP;
    });
    return isText ? together(parts) : undefined;
  }
  if (name === 'format') {
    const [written, ...values] = args;
    const text = written === undefined ? undefined : valueOf(written);
    return typeof text === 'string' ? formatted(text, values.map(part)) : undefined;
  }
  if (name === 'tolower' || name === 'toupper') {
    const inner = args.length === 1 && args[0] !== undefined ? textIn(args[0], valueOf) : undefined;
    if (inner === undefined || !inner.every((piece) => /^[\u0020-\u007E]*$/u.test(piece))) return undefined;
    const [first, ...rest] = inner.map((piece) => (name === 'tolower' ? piece.toLowerCase() : piece.toUpperCase()));
    return first === undefined ? undefined : [first, ...rest];
  }
  const start = SCOPES.get(name);
  if (start === undefined) return undefined;
  const scoped = name === 'extensionresourceid' ? args.slice(1) : args;
  const tail = resource(scoped, valueOf, part);
  if (tail === undefined) return undefined;
  const [scope] = args;
  return together([name === 'extensionresourceid' && scope !== undefined ? part(scope) : start, tail]);
}

/** What the ids begin with that these functions give. */
const SCOPES: ReadonlyMap<string, Pieces> = new Map<string, Pieces>([
  ['extensionresourceid', GAP],
  ['resourceid', GAP],
  ['subscriptionresourceid', ['/subscriptions/', '']],
]);

/** `/providers/Microsoft.Network/virtualNetworks/hub/subnets/apps`, of the type and the names. */
function resource(
  args: readonly Expression[],
  valueOf: (part: Expression) => unknown,
  part: (arg: Expression) => Pieces,
): Pieces | undefined {
  const values = args.map(valueOf);
  const at = values.findIndex((value) => typeof value === 'string' && value.includes('/'));
  const type = values[at];
  // Before it stand the subscription and the resource group.
  if (typeof type !== 'string' || at > 2) return undefined;
  const [provider = '', ...steps] = type.split('/');
  const names = args.slice(at + 1);
  if (steps.length === 0 || steps.length !== names.length) return undefined;
  const pairs = names.flatMap((name, index): Pieces[] => [[`/${steps[index] ?? ''}/`], part(name)]);
  return together([[`/providers/${provider}`], ...pairs]);
}

function formatted(text: string, values: readonly Pieces[]): Pieces | undefined {
  const found: Pieces[] = [];
  let from = 0;
  for (const { 0: place, 1: index, index: at } of text.matchAll(/\{\{|\}\}|\{(\d{1,3})\}|[{}]/gu)) {
    found.push([text.slice(from, at)]);
    from = at + place.length;
    const value = index === undefined ? undefined : values[Number(index)];
    if (value === undefined && place.length !== 2) return undefined;
    found.push(value ?? [place.charAt(0)]);
  }
  return together([...found, [text.slice(from)]]);
}

/** One text after the other. */
function together(texts: readonly Pieces[]): Pieces {
  const pieces: [string, ...string[]] = [''];
  for (const [first, ...rest] of texts) {
    pieces[pieces.length - 1] = `${pieces.at(-1) ?? ''}${first}`;
    pieces.push(...rest);
  }
  return pieces;
}
