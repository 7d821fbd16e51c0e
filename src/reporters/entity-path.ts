import type { EntityReference } from '../findings/finding.ts';

/** Where an entity stands that came from no file, for formats in which everything has a path: its type and its id. */
export function entityPath({ type, id, name }: Pick<EntityReference, 'type' | 'id' | 'name'>): string {
  // The slashes of an id are no folders, and a folder has no empty name.
  return [type, id || name].map((part) => part.replace(/[\\/]+/gu, ':') || 'entity').join('/');
}
