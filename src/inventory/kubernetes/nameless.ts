import type { InputSample, JsonShape } from '../formats/sample.ts';

/** Whether an input holds objects of Kubernetes without their kind: clients leave out the kind of what they ask for. */
export function isNameless(sample: InputSample): boolean {
  return hasNamelessObject(sample) && !isCut(sample);
}

/** Whether an input is a long list of such objects, behind which the kind of the list may stand. */
export function isNamelessList(sample: InputSample): boolean {
  return sample.rootMember('items')?.kind === 'array' && hasNamelessObject(sample) && isCut(sample);
}

function hasNamelessObject(sample: InputSample): boolean {
  const listed = sample.rootMember('kind') === undefined ? firstIn(sample.rootMember('items')) : undefined;
  const object = listed ?? sample.firstObject;
  const about = firstIn(object?.get('metadata'));
  const isObject = about?.has('uid') === true || about?.has('creationTimestamp') === true;
  const hasBody = ['spec', 'status', 'data', 'rules'].some((name) => object?.get(name) !== undefined);
  return isObject && hasBody && about.has('name') && object?.has('kind') === false;
}

/** Whether the first object goes on behind the sample: what is not seen of it may be there. */
function isCut({ shape, complete }: InputSample): boolean {
  const first = shape?.kind === 'array' ? shape.first : shape;
  return !complete && first?.kind === 'object' && !first.closed;
}

/** The members of an object, or of the first one in a list. */
export function firstIn(shape: JsonShape | undefined): ReadonlyMap<string, JsonShape> | undefined {
  const first = shape?.kind === 'array' ? shape.first : shape;
  return first?.kind === 'object' ? first.members : undefined;
}
