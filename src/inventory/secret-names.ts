import { isObject } from './entity.ts';

/**
 * How what is secret is called, by the last words of its name: `master_password`, `MasterUserPassword`, `DB_TOKEN`. Names
 * that go on (`password_reset_required`, `secret_name`) are of something else.
 */
const SECRET =
  /(?:^|_)(?:passw(?:or)?d|pwd|passphrase|secret|secret_(?:key|string|binary|access_key|value)|private_key(?:_pem|_openssh|_base64)?|api_?key|(?:primary|secondary|storage|account|shared|admin|master|host|function)_(?:access_)?key|(?:auth|access|refresh|sas|api|bearer)_token|token|connection_string|client_key|credentials|plaintext_value)(?:_wo|_plain|_text)?$/u;

/** Deeper than a resource nests; deeper values are left as they are. */
const MAX_DEPTH = 20;

/** Whether a value of this name is most likely secret, in whichever form the name is written. */
export function isSecretName(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET.test(name.replace(/([a-z\d])([A-Z])/gu, '$1_$2').toLowerCase());
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(name, isSecret);
  return isSecret;
}

const MAX_NAME = 200;

/** Names that were looked at: every resource of a type has the same. */
const KNOWN = new Map<string, boolean>();
const MAX_KNOWN = 4096;

/**
 * The dotted paths of texts in a resource that are secret by their names: what is written into a configuration as it is.
 *
 * @example
 * secretPaths({ password: 'hunter2', env: [{ name: 'TOKEN', value: 'x' }] }) // ['password', 'env.0.value']
 */
export function secretPaths(values: object): readonly string[] {
  const found: string[] = [];
  gather(values, '', 0, found);
  return found;
}

function gather(value: unknown, path: string, depth: number, found: string[]): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => gather(item, `${path}.${index}`, depth + 1, found));
    return;
  }
  const label = isObject(value) ? (value['name'] ?? value['Name']) : undefined;
  const isPair = typeof label === 'string' && isSecretName(label);
  for (const [name, item] of Object.entries(value)) {
    // A name with a dot in it cannot be told in a path: then all that it stands in is.
    const inner = name.includes('.') ? path : joined(path, name);
    const isSecret = isSecretName(name) || (isPair && (name === 'value' || name === 'Value'));
    const isWritten = typeof item === 'number' || (typeof item === 'string' && item !== '');
    if (isWritten && isSecret && inner !== '') found.push(inner);
    else gather(item, inner, depth + 1, found);
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
