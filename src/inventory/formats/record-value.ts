import { functionMaker } from '../../values/function-maker.ts';
import { parseExactJson } from '../../values/exact-json.ts';

/** The groups of a pattern that matched. */
export type Groups = readonly (string | undefined)[];

/** How what is kept of a record is made of the groups of its pattern. */
export type Making =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'group'; readonly group: number }
  /** The value of a group where it took part, and else an object. */
  | { readonly kind: 'either'; readonly group: number; readonly object: ObjectMaking }
  | ObjectMaking;

export interface ObjectMaking {
  readonly kind: 'object';
  readonly members: readonly (readonly [name: string, of: Making])[];
}

/** What is kept of a record. */
export type Kept = Readonly<Record<string, unknown>>;

/** A number of fewer characters is exact. */
const MAX_EXACT = 15;

/**
 * What makes a record's value. A loop over names sets properties that the engine has to look up each time, since it is the
 * same for all records; of code with a place for each it makes a fifth of that. Where no code may be made, it is the loop.
 */
export function valueMaker(making: ObjectMaking): (groups: Groups) => Kept {
  const make = functionMaker();
  return make === null ? (groups) => objectOf(making, groups) : generated(making, make);
}

/** The last codes that were made: patterns are made again as more records are known, and for each part of a file. */
const codes = new Map<string, (...given: unknown[]) => unknown>();
const MAX_CODES = 100;

/** The code is made of nothing but numbers: names and texts stand in a table. */
function generated(
  making: ObjectMaking,
  make: NonNullable<ReturnType<typeof functionMaker>>,
): (groups: Groups) => Kept {
  const constants: string[] = [];
  const constant = (value: string): string => `k${constants.push(value) - 1}`;
  const text = (of: Making): string => {
    switch (of.kind) {
      case 'constant':
        return constant(of.value);
      case 'group':
        return `v(g[${of.group}])`;
      case 'either':
        return `(g[${of.group}]===undefined?${text(of.object)}:v(g[${of.group}]))`;
      case 'object':
        // In brackets a name is a property of one's own, whichever it is.
        return `{${of.members.map(([name, member]) => `[${constant(name)}]:${text(member)}`).join(',')}}`;
    }
  };
  const body = `return function(g){return (${text(making)})}`;
  let code = codes.get(body);
  if (code === undefined) {
    if (codes.size >= MAX_CODES) codes.clear();
    const names = constants.map((_, index) => `k${index}`);
    codes.set(body, (code = make('v', ...names, body)));
  }
  return code(valueOf, ...constants) as (groups: Groups) => Kept;
}

/** The same as what is generated. */
export function objectOf({ members }: ObjectMaking, groups: Groups): Kept {
  const object: Record<string, unknown> = {};
  for (const [name, of] of members) object[name] = made(of, groups);
  return object;
}

function made(making: Making, groups: Groups): unknown {
  switch (making.kind) {
    case 'constant':
      return making.value;
    case 'group':
      return valueOf(groups[making.group]);
    case 'either': {
      const text = groups[making.group];
      return text === undefined ? objectOf(making.object, groups) : valueOf(text);
    }
    case 'object':
      return objectOf(making, groups);
  }
}

/** What was written, without escapes. */
function valueOf(text = ''): unknown {
  const first = text.charAt(0);
  if (first === '"') return text.slice(1, -1);
  if (first === 't') return true;
  if (first === 'f') return false;
  if (first === 'n') return null;
  return first !== '[' && first !== '{' && text.length <= MAX_EXACT ? Number(text) : parseExactJson(text);
}
