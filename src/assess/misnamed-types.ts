import type { Message } from '../text/message.ts';

/**
 * That entities are there which no rule judges since their type is written otherwise than rules write it: in other case
 * beside some that are judged, or as Azure's own interface names its resources, which no rule can.
 *
 * @param asked the types that rules judge or look up
 */
export function misnamedMessages(
  entityTypes: ReadonlyMap<string, number>,
  asked: ReadonlySet<string>,
): readonly Message[] {
  const judged = [...asked].filter((type) => entityTypes.has(type));
  const meant = new Map(judged.map((type) => [plain(type), type]));
  const singular = new Map(judged.filter((type) => !type.includes('_')).map((type) => [`${plain(type)}s`, type]));
  const others = [...entityTypes].filter(([type]) => !asked.has(type));
  return [
    ...others.flatMap(([type, count]): readonly Message[] => {
      const same = meant.get(plain(type));
      const one = same ?? singular.get(plain(type));
      if (one === undefined) return [];
      const severity = same === undefined ? 'note' : 'error';
      const message = `${counted(count)} of the type \`${type}\` beside \`${one}\`, and no rule judges ${count === 1 ? 'it' : 'them'}`;
      return [{ code: CODE, severity, message, help: 'types are matched as they are written' }];
    }),
    ...raw(others.filter(([type]) => OF_AZURE.test(type))),
  ];
}

const CODE = 'entity-type-not-there';

/** As in `Microsoft.Storage/storageAccounts`. */
const OF_AZURE = /^microsoft\.\w+\/./iu;

function raw(types: readonly (readonly [string, number])[]): readonly Message[] {
  const [first] = types;
  if (first === undefined) return [];
  const count = types.reduce((sum, [, found]) => sum + found, 0);
  const which = count === 1 ? '1 entity' : `${count} entities, as of`;
  const message = `no rule can name the type of ${which} \`${first[0]}\``;
  const help = 'Azure gives its resources so: beside entities they are not read; give them a file of their own';
  return [{ code: CODE, severity: 'error', message, help }];
}

function counted(count: number): string {
  return count === 1 ? '1 entity is' : `${count} entities are`;
}

function plain(type: string): string {
  return type.trim().toLowerCase();
}
