import { isObject, ownValue } from '../entity.ts';
import { placeOf } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { KeyedRecord } from './json-value.ts';
import { yamlDocuments, type YamlDocument } from './yaml-documents.ts';

/**
 * What a tool prints as YAML in place of JSON: one record a document, or a list of them, alone or under one of these names.
 * What stands beside such a list is a record under its own name.
 */
export async function* yamlRecords(
  input: ByteInput,
  options: ReadOptions,
  lists: readonly string[],
): AsyncGenerator<readonly KeyedRecord[]> {
  for await (const document of yamlDocuments(input, options)) {
    const { value, problem } = document;
    if (problem !== undefined || Array.isArray(value)) yield itemsOf(document, [], input.file);
    else {
      const name = isObject(value) ? lists.find((list) => Array.isArray(ownValue(value, list))) : undefined;
      if (name === undefined || !isObject(value)) yield [document];
      else yield [...besides(value, name, document), ...itemsOf(document, [name], input.file)];
    }
  }
}

function besides(value: Readonly<Record<string, unknown>>, list: string, { place }: YamlDocument): KeyedRecord[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    key === list ? [] : [{ value: inner, problem: undefined, place, key }],
  );
}

function itemsOf(document: YamlDocument, path: readonly string[], file: string): readonly KeyedRecord[] {
  const { value, problem, childLines } = document;
  if (problem !== undefined) return [document];
  const [name] = path;
  const list: unknown = name === undefined || !isObject(value) ? value : ownValue(value, name);
  if (!Array.isArray(list)) return [];
  const lines = childLines(path);
  return list.map((item: unknown, index) => ({
    value: item,
    problem: undefined,
    place: placeOf(file, lines.get(index), index),
  }));
}
