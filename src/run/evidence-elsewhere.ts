import type { PathValue, Predicate } from '../plan/plan.ts';
import { fold } from '../values/equality.ts';
import { pathReader } from '../values/path.ts';
import { isObject, single } from '../values/value.ts';

/** In so many objects a text is looked for beside the property that was asked for it, in so many properties of each. */
export const MAX_OBJECTS = 200;
const MAX_PROPERTIES = 50;
/** So many properties are kept: a text that stands in more is a common word. */
const MAX_KEPT = 3;

/** The properties that held what another was asked for, with the places of the objects that had it so. */
export type Elsewhere = Map<string, number[]>;

/** The texts that are worth looking for elsewhere: not the words that many properties have for a value. */
export function rareTexts(predicate: Predicate): readonly string[] {
  return askedFor(predicate).filter(
    (value): value is string =>
      typeof value === 'string' && value.length <= 100 && /\p{L}{4}/u.test(value) && !COMMON.test(value),
  );
}

function askedFor(predicate: Predicate): readonly unknown[] {
  if (predicate.kind === 'oneOf') return predicate.values;
  return predicate.kind === 'compare' && predicate.operator === '=' ? [predicate.to] : [];
}

const COMMON =
  /^(?:true|false|none|null|default|(?:en|dis)abled?|(?:in)?active|allow(?:ed)?|den(?:y|ied)|available|running|standard|basic|premium|(?:in|ex)ternal|unknown|other|auto(?:matic)?|custom|global|optional|required|(?:in|out)bound|https?|succe(?:ss|eded)|latest|admin|root|system|user|internet)$/iu;

/** Notes which properties beside the one that was asked hold one of the texts. */
export function lookingElsewhere(
  { segments }: PathValue,
  predicate: Predicate,
): ((self: unknown, at: number, elsewhere: Elsewhere) => void) | undefined {
  const texts = new Set(rareTexts(predicate).map(fold));
  const asked = segments.at(-1);
  if (texts.size === 0 || typeof asked !== 'string') return undefined;
  const owner = pathReader(segments.slice(0, -1));
  return (self, at, elsewhere) => {
    const object = at > MAX_OBJECTS ? undefined : single(owner(self));
    if (!isObject(object)) return;
    let seen = 0;
    for (const name in object) {
      if ((seen += 1) > MAX_PROPERTIES) return;
      if (name === asked || !Object.hasOwn(object, name)) continue;
      const value = object[name];
      if (typeof value !== 'string' || value.length > 100 || !texts.has(fold(value))) continue;
      if (elsewhere.size < MAX_KEPT || elsewhere.has(name)) addPlace(elsewhere, name, at);
    }
  };
}

function addPlace(elsewhere: Elsewhere, name: string, at: number): void {
  const places = elsewhere.get(name);
  if (places === undefined) elsewhere.set(name, [at]);
  else places.push(at);
}

/** What later objects showed, as if they had been looked at behind those before them. */
export function absorbElsewhere(
  elsewhere: Elsewhere,
  before: number,
  later: readonly (readonly [name: string, places: readonly number[]])[],
): void {
  for (const [name, places] of later)
    for (const at of places)
      if (before + at <= MAX_OBJECTS && (elsewhere.size < MAX_KEPT || elsewhere.has(name)))
        addPlace(elsewhere, name, before + at);
}
