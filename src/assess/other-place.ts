import { COMMON } from '../check/schemas/schema.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { PathEvidence } from '../run/evidence-path.ts';

/** What many things have, so that another that has it says little. */
const EVERYWHERE =
  /^(?:action|arn|count|created|date|default|description|effect|enabled?|keys?|kind|label|labels|location|mode|path|port|principal|protocol|resource|role|size|state|status|title|user|values?|version)$/iu;
/** In more objects than these a name is one of no place. */
const MAX_PLACES = 3;

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
function keyOfList({ part, depth, names }: PathEvidence): OtherPlace | undefined {
  const [key, value] = names.has('Key') ? ['Key', 'Value'] : ['key', 'value'];
  if (!names.has(key) || !names.has(value) || names.size > MAX_PLACES) return undefined;
  const list = part.segments.slice(0, depth).join('.');
  const name = String(part.segments[depth]);
  const test = /^name$/iu.test(name) ? `${key} = …` : `${key} = '${name}' and ${value} = …`;
  return { help: `write \`${list === '' ? test : `${list} contain [ ${test} ]`}\``, isSure: true };
}

/** `tags contain [ key = 'Env' ]` where `tags` is an object of names. */
function nameOfObject({ part, depth, owner, names }: PathEvidence): OtherPlace | undefined {
  if (depth > 0 || !/^key$/iu.test(String(part.segments[0]))) return undefined;
  const list = owner?.path.filter((step) => step !== ELEMENTS).at(-1);
  if (!/(?:^|_)(?:tags|labels|annotations)$/iu.test(String(list))) return undefined;
  const [first] = [...names.keys()].sort();
  if (first === undefined) return undefined;
  return { help: `\`${String(list)}\` is an object of names: \`${String(list)}.${first} = …\``, isSure: true };
}

/** `inboundRules` of a machine whose interfaces have it, `privileged` of a container whose security context does. */
function furtherIn({ part, depth, within }: PathEvidence): OtherPlace | undefined {
  const name = String(part.segments[depth]);
  const [first] = [...within].sort(([a], [b]) => (a < b ? -1 : 1));
  if (first === undefined || within.size > MAX_PLACES || Object.hasOwn(COMMON, name)) return undefined;
  const [around, isList] = first;
  const help = isList
    ? `the elements of \`${around}\` have it: \`${around} contain [ ${name} … ]\``
    : `did you mean \`${around}.${name}\`?`;
  return { help, isSure: !EVERYWHERE.test(name) };
}
