import { isObject } from '../entity.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** All that a statement may have: IAM refuses a policy with others. */
const MEMBERS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Whom a statement can be about. */
const PRINCIPALS: ReadonlySet<string> = new Set(['AWS', 'CanonicalUser', 'Federated', 'Service']);

const EFFECTS: readonly unknown[] = ['Allow', 'Deny'];

/**
 * Whether a document has the form of a policy: AWS answers with no other, so that one with `effect` or under another member
 * was changed on its way, and a rule that looks for statements would find none.
 *
 * @param isLeft whether a value is decided elsewhere, as by a function of a template
 */
export function isPolicy(document: JsonObject, isLeft: (value: unknown) => boolean = () => false): boolean {
  if (isLeft(document)) return true;
  const statements = [document['Statement']].flat();
  return statements.every((one) => isLeft(one) || (isObject(one) && isStatement(one, isLeft)));
}

function isStatement(statement: JsonObject, isLeft: (value: unknown) => boolean): boolean {
  if (!Object.keys(statement).every((name) => MEMBERS.has(name))) return false;
  const has = (name: string): boolean => Object.hasOwn(statement, name);
  const effect = statement['Effect'];
  // What a script has kept of a statement may be less than all of it.
  if (has('Effect') ? !(EFFECTS.includes(effect) || isLeft(effect)) : has('Action') || has('NotAction')) return false;
  return ['Principal', 'NotPrincipal'].every(
    (name) => !has(name) || isLeft(statement[name]) || isPrincipal(statement[name]),
  );
}

function isPrincipal(value: unknown): boolean {
  if (!isObject(value)) return value === '*';
  return Object.keys(value).every((name) => PRINCIPALS.has(name));
}
