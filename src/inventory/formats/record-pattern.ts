import type { KeepTree, KeptMember } from './keep-tree.ts';
import type { Form, Members, Single } from './record-form.ts';
import { type Groups, type Kept, type Making, type ObjectMaking, valueMaker } from './record-value.ts';

/*
 * Records of one type mostly have the same names in the same order. A pattern of such a record passes over it three times as
 * fast as a loop over its bytes does, which asks of each what it may be. It accepts a part of what JSON.parse accepts: no
 * escapes, nothing beyond ASCII, and spaces as the records before have them.
 */

/** What is written between names and values, and between members: by programs, and by Python. */
const STYLES = [
  { colon: ':', comma: ',' },
  { colon: ': ', comma: ', ' },
];
type Style = (typeof STYLES)[number];

const SINGLES: Readonly<Record<Single, string>> = {
  text: '"[ !#-\\[\\]-~]*"',
  number: '-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?',
  word: '(?:true|false|null)',
};
/** A longer pattern is not worth its compilation. */
const MAX_PATTERN = 20_000;

type Member = readonly [name: string, form: Form];
type Built<Of extends Making = Making> = readonly [pattern: string | undefined, making: Of];

/** How records of one type and some names are read. */
export interface RecordPattern {
  readonly pattern: RegExp;
  /** What is kept of one that matched. */
  readonly read: (groups: Groups) => Kept;
  /** As `passed` of a scan tells. */
  readonly passed: number;
}

/** The pattern of records that are made as one is; undefined where not even that one matches. */
export function patternOf(type: string, members: Members, tree: KeepTree, sample: string): RecordPattern | undefined {
  for (const style of STYLES) {
    const builder = new Builder(style, type);
    const [text, making] = builder.kept(members, tree);
    if (text === undefined || Math.max(text.length, builder.length) > MAX_PATTERN) return undefined;
    const pattern = new RegExp(text, 'yu');
    if (pattern.test(sample) && pattern.lastIndex === sample.length)
      return { pattern, read: valueMaker(making), passed: passedOf(members, tree) };
  }
  return undefined;
}

/** The types whose entities may have all names that are passed over. */
function passedOf(members: Members, tree: KeepTree): number {
  let passed = -1;
  for (const name of members.keys()) {
    const member = memberOf(tree, name);
    if (member === undefined || member.passed !== undefined) passed &= member?.passed ?? 0;
  }
  return passed;
}

function memberOf(tree: KeepTree, name: string): KeptMember | undefined {
  return tree[name.length]?.find((member) => member.name === name);
}

class Builder {
  readonly #style: Style;
  readonly #type: string;
  #groups = 0;
  /** How long the names are together. */
  length = 0;

  constructor(style: Style, type: string) {
    this.#style = style;
    this.#type = type;
  }

  /** An object of which some members are kept. */
  kept(members: Members, tree: KeepTree): Built<ObjectMaking> {
    const makings: (readonly [name: string, of: Making])[] = [];
    let isSure = true;
    const pattern = this.#object(members, (name, form) => {
      const member = memberOf(tree, name);
      if (member === undefined || member.passed !== undefined) return this.#any(form);
      const [text, making] = this.#member(form, member);
      if (text === undefined) isSure = false;
      makings.push([name, making]);
      return text ?? '';
    });
    return [isSure ? pattern : undefined, { kind: 'object', members: makings }];
  }

  #member(form: Form, { tree, repeats }: KeptMember): Built {
    const type = this.#type;
    if (repeats) return [literal(JSON.stringify(type)), { kind: 'constant', value: type }];
    const [object, ...others] = form.objects.values();
    const rest = this.#ways({ ...form, objects: new Map() });
    const isObject = tree !== undefined && object !== undefined && others.length === 0;
    if (isObject && rest.length === 0) return this.kept(object, tree);
    const group = (this.#groups += 1);
    const whole: Making = { kind: 'group', group };
    if (tree === undefined || object === undefined) return [`(${this.#any(form)})`, whole];
    // Of which of several objects it is, groups would have to tell.
    if (!isObject) return [undefined, whole];
    const [pattern, making] = this.kept(object, tree);
    return [pattern && `(?:(${rest.join('|')})|${pattern})`, { kind: 'either', group, object: making }];
  }

  #object(members: Members, valueOfMember: (name: string, form: Form) => string): string {
    return `\\{${this.#members([...members], 0, valueOfMember)}\\}`;
  }

  /** Members from a place on. */
  #members(
    members: readonly Member[],
    start: number,
    valueOfMember: (name: string, form: Form) => string = (_, form) => this.#any(form),
  ): string {
    const { colon, comma } = this.#style;
    const texts = members.slice(start).map(([name, form]) => {
      // What is too long need not be made.
      if (this.length > MAX_PATTERN) return '';
      const text = literal(JSON.stringify(name) + colon);
      this.length += text.length;
      return `${text}${valueOfMember(name, form)}`;
    });
    return `${start > 0 && texts.length > 0 ? comma : ''}${texts.join(comma)}`;
  }

  /** An object that is made in one of two ways. The first members that they share come once: where one fails the other is tried. */
  #either(one: readonly Member[], other: readonly Member[]): string {
    const differs = one.findIndex(([, form], index) => other[index]?.[1] !== form);
    const at = differs < 0 ? one.length : differs;
    const ways = [one, other].map((members) => this.#members(members, at));
    return `\\{${this.#members(one.slice(0, at), 0)}(?:${ways.join('|')})\\}`;
  }

  #any(form: Form): string {
    const ways = this.#ways(form);
    return ways.length === 1 ? (ways[0] ?? '') : `(?:${ways.join('|')})`;
  }

  #ways({ singles, elements, objects }: Form): readonly string[] {
    const ways: string[] = [];
    if (elements !== undefined) {
      const isEmpty = elements.singles.size === 0 && elements.elements === undefined && elements.objects.size === 0;
      // The element comes once, or lists in lists would make a pattern twice as long each.
      const more = `${this.#style.comma}(?!\\])`;
      ways.push(isEmpty ? '\\[\\]' : `\\[(?:${this.#any(elements)}(?:${more}|(?=\\])))*\\]`);
    }
    const [one, other] = [...objects.values()].map((members) => [...members]);
    if (one !== undefined) ways.push(other === undefined ? `\\{${this.#members(one, 0)}\\}` : this.#either(one, other));
    return [...[...singles].map((single) => SINGLES[single]), ...ways];
  }
}

/** A text as a pattern that matches nothing else. */
function literal(text: string): string {
  return text.replaceAll(/[^\w ":,]/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
