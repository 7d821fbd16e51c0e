import { isObject, ownObject, ownText } from '../entity.ts';
import { placeOf } from '../problems.ts';
import { sourceRecord, type SourceRecord } from '../../values/record.ts';

const ALL = 'Kubernetes*';

/**
 * What an input covers, by the manifests in it. A file of manifests is a configuration: what it does not hold is not there.
 * What a cluster has answered (a list, an object with a uid) holds what was asked for, so that of other kinds it says nothing.
 */
export class KindsCovered {
  readonly #file: string;
  readonly #said = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** What a manifest shows to be covered, where that was not said before. */
  *of(manifest: unknown, kind: string, isListed: boolean): Generator<SourceRecord> {
    const isAnswer =
      isListed || (isObject(manifest) && ownText(ownObject(manifest, 'metadata') ?? {}, 'uid') !== undefined);
    yield* this.kind(isAnswer ? kind : undefined);
  }

  /** One kind, or all where it is undefined. */
  *kind(kind: string | undefined): Generator<SourceRecord> {
    const covered = kind === undefined ? ALL : `Kubernetes${kind}`;
    if (this.#said.has(covered) || this.#said.has(ALL)) return;
    this.#said.add(covered);
    yield sourceRecord('kubernetes', placeOf(this.#file), [covered], 'kubernetes');
  }
}
