import { namesAt } from '../check/schemas/knows.ts';
import { COMMON, type EntitySchemas } from '../check/schemas/schema.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { otherForm } from '../run/evidence-mixed.ts';
import { textOf } from './evidence-wording.ts';

/** A name of two words, or one that says one thing alone: what many things have says little where another has it. */
const OF_ONE_THING = /[a-z][A-Z]|[a-z]_[a-z]|^(?:cidr|encrypted|privileged)$/u;
/** What keys and values stand in. */
const TAGS = /(?:^|_)(?:tags|tag_?set|labels|annotations)$/iu;
/** What may stand beside a key and its value. */
const BESIDE_KEYS = /^(?:effect|id|operator|propagate\w*|resource\w*|source|type)$/iu;
/** In more objects than these a name is one of no place. */
const MAX_PLACES = 3;

/** So many names are shown. */
const MAX_SHOWN = 8;

/** Where a name stands that is not where a rule asks for it. */
export interface OtherPlace {
  readonly help: string;
  /** It is evident that the rule means it. */
  readonly isSure: boolean;
}

/** A name that stands one object further in, or is a key of a list of keys and values where a rule takes it for a name, or the reverse. */
export function otherPlace(found: PathEvidence): OtherPlace | undefined {
  return keyOfList(found) ?? nameOfObject(found) ?? furtherIn(found);
}

/** `labels.app` and `labels contain [ app = 'web' ]` where `labels` is a list of keys and values. */
function keyOfList(found: PathEvidence): OtherPlace | undefined {
  const { part, depth, names } = found;
  const [key, value] = names.has('Key') ? ['Key', 'Value'] : ['key', 'value'];
  if (!names.has(key) || !names.has(value) || names.size > MAX_PLACES) return undefined;
  const name = String(part.segments[depth]);
  const test = /^name$/iu.test(name) ? `${key} = …` : `${key} = '${name}' and ${value} = …`;
  const isSure = TAGS.test(listOf(found)) && !BESIDE_KEYS.test(name);
  return { help: `write \`${depth === 0 ? test : `${wayTo(found)} contain [ ${test} ]`}\``, isSure };
}

/** `tags contain [ key = 'Env' ]` where `tags` is an object of names. */
function nameOfObject(found: PathEvidence): OtherPlace | undefined {
  const { part, depth, names } = found;
  const list = listOf(found);
  if (depth > 0 || !/^key$/iu.test(String(part.segments[0])) || !TAGS.test(list)) return undefined;
  const there = [...names.keys()].sort();
  const [first] = there;
  // A list of keys and values that are called otherwise is no object of names.
  const isPair = there.some((name) => /(?:key|name)$/iu.test(name)) && there.some((name) => /value$/iu.test(name));
  if (first === undefined || isPair) return undefined;
  return { help: `\`${list}\` is an object of names: \`${list}.${first} = …\``, isSure: true };
}

/**
 * `inboundRules` where an entity has `IpPermissions` or `values`, and nothing of what is known of its type: it is of another
 * source than the rule is written for, or stands within what it was given as. `firstAccessKey.isActive` where `firstAccessKey` has `Status`, and nothing of what is known of it: an object of another
 * shape, in which an optional property is missing by no choice of its owner.
 *
 * @param around where the object stands in its entity
 */
export function otherShape(
  found: PathEvidence,
  around: readonly (string | number)[],
  schemas: EntitySchemas | undefined,
): OtherPlace | undefined {
  const { owner, names } = found;
  if (owner === undefined) return undefined;
  const ofNames = nameOfObject(found);
  if (ofNames !== undefined) return ofNames;
  const isEntity = around.length === 0;
  const there = [...names.keys()].filter((name) => !(isEntity && Object.hasOwn(COMMON, name))).sort();
  if (otherForm(namesAt(schemas, owner.type, around))?.(there) !== true) return undefined;
  const shown = there.slice(0, MAX_SHOWN).map((name) => `\`${name}\``);
  const more = there.length > shown.length ? ', …' : '';
  return {
    help: `what is there has another form, none of whose names is known of it: ${shown.join(', ')}${more}`,
    isSure: true,
  };
}

/** `inboundRules` of a machine whose interfaces have it, `privileged` of a container whose security context does. */
function furtherIn(found: PathEvidence): OtherPlace | undefined {
  const { part, depth, within } = found;
  const name = String(part.segments[depth]);
  const [first] = [...within].sort(([a], [b]) => (a < b ? -1 : 1));
  if (first === undefined || within.size > MAX_PLACES || Object.hasOwn(COMMON, name)) return undefined;
  const [inner, { isList }] = first;
  const around = [wayTo(found), inner].filter((step) => step !== '').join('.');
  const help = isList
    ? `the elements of \`${around}\` have it: \`${around} contain [ ${name} … ]\``
    : `did you mean \`${around}.${name}\`?`;
  return { help, isSure: OF_ONE_THING.test(name) };
}

/** What a path leads through to the object that has not the next name. */
function wayTo({ part, depth }: PathEvidence): string {
  return textOf(part.segments.slice(0, depth));
}

/** What holds that object, by its name. */
function listOf({ part, depth, owner }: PathEvidence): string {
  const steps = [...(owner?.path ?? []), ...part.segments.slice(0, depth)].filter((step) => step !== ELEMENTS);
  return String(steps.at(-1) ?? '');
}
