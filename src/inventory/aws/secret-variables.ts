import { secretPaths } from '../secret-names.ts';

/** Where functions, tasks and builds have their variables. */
const VARIABLES = ['environment', 'Environment', 'containerDefinitions'];

/** The paths of an entity's variables whose names say that they are secret. */
export function secretVariables(entity: Readonly<Record<string, unknown>>): readonly string[] {
  // Nearly no entity has any, and an answer has a hundred thousand of them.
  if (!VARIABLES.some((name) => Object.hasOwn(entity, name))) return NONE;
  return VARIABLES.flatMap((name) => (Object.hasOwn(entity, name) ? secretPaths({ [name]: entity[name] }) : []));
}

const NONE: readonly string[] = [];
