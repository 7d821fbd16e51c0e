import type { EntityReference } from '../../findings/finding.ts';
import type { Provenance } from '../../values/record.ts';
import { entityPath } from '../entity-path.ts';
import { fileUri } from '../file-uri.ts';
import { jsonText } from '../json-text.ts';

/** What is known of a place: entities that came from no file have none. */
export type FilePlace = Pick<Provenance, 'file' | 'line'>;

/** Writes places in files as SARIF's physical locations, in JSON. */
export class Places {
  readonly #pathOf: (file: string) => string;
  #last = { file: '', text: '' };

  /** @param pathOf the path of a file in the repository */
  constructor(pathOf: (file: string) => string) {
    this.#pathOf = pathOf;
  }

  /**
   * A physical location with a whole region. GitHub refuses a result without one: an entity of no file stands at a path
   * made of its type and id.
   */
  physical(place: FilePlace | undefined, entity?: Pick<EntityReference, 'type' | 'id' | 'name'>): string {
    const file = place?.file ?? '';
    if (file === '') return located(artifactOf(entity === undefined ? 'inventory' : entityPath(entity)), 1);
    if (this.#last.file !== file) this.#last = { file, text: artifactOf(this.#pathOf(file)) };
    return located(this.#last.text, place?.line ?? 1);
  }
}

function located(artifact: string, line: number): string {
  return `{"artifactLocation":${artifact},"region":{"startLine":${line},"startColumn":1,"endLine":${line},"endColumn":1}}`;
}

/** Relative paths are those of the repository. */
function artifactOf(path: string): string {
  const uri = fileUri(path);
  return uri.startsWith('file:') ? `{"uri":${jsonText(uri)}}` : `{"uri":${jsonText(uri)},"uriBaseId":"%SRCROOT%"}`;
}
