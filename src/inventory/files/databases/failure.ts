import { InputFailure, reasonOf } from '../../problems.ts';

/** What a database says, without the secrets of its address, which a message may repeat. */
export function databaseFailure(thrown: unknown, database: string): InputFailure {
  if (thrown instanceof InputFailure) return thrown;
  // Where nobody answers at any address, the message is empty and the reasons stand within.
  const cause = thrown instanceof AggregateError && thrown.message === '' ? thrown.errors[0] : thrown;
  let reason = reasonOf(cause);
  for (const secret of secretsIn(database)) reason = reason.replaceAll(secret, '…');
  return new InputFailure('unreadable-input', `cannot be read: ${reason}`);
}

/** The password as it is written and as it is meant, and values of options that are called so. */
function secretsIn(database: string): readonly string[] {
  const written = /^[^:]*:\/\/[^:@/]*:([^@]*)@/u.exec(database)?.[1];
  const query = database.includes('?') ? new URLSearchParams(database.slice(database.indexOf('?') + 1)) : [];
  const named = [...query].flatMap(([name, value]) => (/pass|secret|token|key/iu.test(name) ? [value] : []));
  const all = [...named, ...(written === undefined ? [] : [written, decoded(written)])];
  return all.filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The package of a database, which only who has one needs. */
export async function databaseLibrary<T>(load: () => Promise<T>, name: string): Promise<T> {
  try {
    return await load();
  } catch {
    throw new InputFailure('missing-package', `reading it needs the package \`${name}\``, `npm install ${name}`);
  }
}
