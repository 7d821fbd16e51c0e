import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/* Reading what a corpus is made of: lines of rules, exported rulesets, verdicts, entities. Files are told apart by content. */

export interface CorpusRule {
  readonly id: string;
  readonly logic: string;
  readonly malformed: boolean;
}

export type CorpusEntity = Readonly<Record<string, unknown>> & { readonly type: string };

export interface CorpusVerdict {
  readonly file: string;
  readonly logic: string;
  readonly entity: CorpusEntity;
  readonly verdict: string;
}

export interface Corpus {
  readonly rules: CorpusRule[];
  readonly entities: CorpusEntity[];
  readonly verdicts: CorpusVerdict[];
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads files and folders, deep.
 *
 * @throws Error when a file is none of what a corpus is made of
 */
export function readCorpus(paths: readonly string[]): Corpus {
  const corpus: Corpus = { rules: [], entities: [], verdicts: [] };
  for (const path of paths) readPath(path, corpus);
  return corpus;
}

function readPath(path: string, corpus: Corpus): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) readPath(join(path, name), corpus);
  } else if (path.endsWith('.jsonl')) {
    const lines = readFileSync(path, 'utf8').split('\n');
    lines.forEach((line, index) => {
      if (line.trim() !== '') take(JSON.parse(line), `${path}:${index + 1}`, corpus);
    });
  } else if (path.endsWith('.json')) {
    take(JSON.parse(readFileSync(path, 'utf8')), path, corpus);
  }
}

function take(value: unknown, where: string, corpus: Corpus): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => take(item, `${where}[${index}]`, corpus));
  } else if (isObject(value) && Array.isArray(value.rules)) {
    take(value.rules, where, corpus);
  } else if (isObject(value) && typeof value.logic === 'string') {
    const { logic, entity, verdict, entityType, id, malformed } = value;
    corpus.rules.push({ id: typeof id === 'string' ? id : where, logic, malformed: malformed === true });
    if (!isObject(entity)) return;
    const typed = { type: String(entityType), ...entity } as CorpusEntity;
    corpus.entities.push(typed);
    if (typeof verdict === 'string') corpus.verdicts.push({ file: where, logic, entity: typed, verdict });
  } else if (isObject(value) && typeof value.type === 'string') {
    corpus.entities.push(value as CorpusEntity);
  } else {
    throw new Error(`${where} is no rule, ruleset, verdict or entity`);
  }
}
