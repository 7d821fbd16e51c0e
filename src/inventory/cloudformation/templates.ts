import { bytesOfText } from '../formats/bytes.ts';
import { isObject, ownObject, ownValue } from '../entity.ts';
import { yamlDocuments, type YamlDocument } from '../formats/yaml-documents.ts';
import { placeOf } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';

/** A template, or the problem in its stead. */
export interface FoundTemplate {
  readonly value: unknown;
  readonly problem: ProblemRecord | undefined;
  readonly place: Provenance;
  /** The lines of the resources; of a template that was text inside of JSON, none. */
  readonly lines: ReadonlyMap<string | number, number>;
}

/**
 * The templates of an input: its documents, what the answer of `aws cloudformation get-template` holds as `TemplateBody`
 * (an object for a template in JSON, text for one in YAML), or of `describe-stack-set`, and that text by itself.
 */
export async function* templatesOf(input: ByteInput, options: ReadOptions): AsyncGenerator<FoundTemplate> {
  for await (const document of yamlDocuments(input, options, longForm)) {
    const { value, problem, place } = document;
    const body = isObject(value) && !Object.hasOwn(value, 'Resources') ? bodyOf(value) : undefined;
    const text = typeof value === 'string' ? value : body;
    if (problem === undefined && typeof text === 'string') yield* textTemplates(text, place, input, options);
    else if (isObject(body)) yield found(document, body, ['TemplateBody', 'Resources']);
    else yield found(document, value, ['Resources']);
  }
}

/** Of `get-template`, and of `describe-stack-set`. */
function bodyOf(answer: Readonly<Record<string, unknown>>): unknown {
  return ownValue(ownObject(answer, 'StackSet') ?? answer, 'TemplateBody');
}

function found(document: YamlDocument, value: unknown, path: readonly string[]): FoundTemplate {
  const { problem, place } = document;
  return { value, problem, place, lines: problem === undefined ? document.childLines(path) : new Map() };
}

async function* textTemplates(
  text: string,
  place: Provenance,
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<FoundTemplate> {
  const chunks = (async function* once() {
    yield await Promise.resolve(bytesOfText(text));
  })();
  for await (const { value, problem } of yamlDocuments({ ...input, chunks }, options, longForm)) {
    // The lines of the inner text are lines of no file.
    const at = placeOf(place.file, place.line);
    yield { value, problem: problem && { ...problem, provenance: at }, place: at, lines: new Map() };
  }
}

/** A short form as the long one: `!Ref x` is `{ Ref: x }`, `!GetAtt a.b` is `{ "Fn::GetAtt": ["a", "b"] }`. */
function longForm(tag: string, value: unknown): unknown {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
