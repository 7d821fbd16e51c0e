import type { InputSample } from '../formats/sample.ts';

/** What a watch tells: `{ type: 'ADDED', object: {…} }`. */
export function isWatched({ firstObject }: InputSample): boolean {
  const type = firstObject?.get('type');
  const object = firstObject?.get('object');
  const isEvent = type?.kind === 'text' && /^(?:ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)$/u.test(type.text);
  return isEvent && object?.kind === 'object' && object.members.has('kind');
}

/** Not JSON, though it may start with a brace: in YAML keys need no quotes, and templates begin with `{{ if`. */
export function isYaml(sample: InputSample): boolean {
  return sample.shape === undefined || /^\s*\{(?:\{|\s*[A-Za-z])/u.test(sample.text);
}

/** Whether this is a list of objects, as `kubectl get` prints one. */
export function isList(sample: InputSample): boolean {
  const kind = sample.rootText('kind');
  return sample.rootMember('items')?.kind === 'array' && (kind === undefined || kind.endsWith('List'));
}
