import { isObject, ownObject, ownText } from '../entity.ts';
import { entityTypeOf, isOwnKind } from './kinds.ts';
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
    const about = (isObject(manifest) && ownObject(manifest, 'metadata')) || {};
    const isAnswer = isListed || ownText(about, 'uid') !== undefined;
    // What has no name, and a kind of its own, is no object of a cluster: the settings of a tool.
    const isObjectOf = isOwnKind(kind) || ['name', 'generateName'].some((name) => ownText(about, name) !== undefined);
    yield* this.#type(isAnswer || !isObjectOf ? entityTypeOf(isObject(manifest) ? manifest : {}, kind) : ALL);
  }

  /** One kind. */
  *kind(kind: string): Generator<SourceRecord> {
    yield* this.#type(`Kubernetes${kind}`);
  }

  *#type(covered: string): Generator<SourceRecord> {
    if (this.#said.has(covered) || this.#said.has(ALL)) return;
    this.#said.add(covered);
    yield sourceRecord('kubernetes', placeOf(this.#file), [covered], 'kubernetes');
  }
}
