import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tryCompile } from '../../src/run/compiled-rule.ts';
import { functions } from '../../src/functions/index.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import type { Entity } from '../../src/values/entity.ts';
import { FUNCTION_NAMES } from '../support/reference/functions.ts';
import { judge, listObjects } from '../support/reference/interpreter.ts';
import { type ConformanceCase, KNOWN_FAILURES, type Status, casesOf } from './schema.ts';
import { assessSnapshot } from './snapshot.ts';

const FOLDER = new URL('./', import.meta.url);

function read(name: string): unknown {
  return parse(readFileSync(new URL(name, FOLDER), 'utf8'), { maxAliasCount: 1_000, intAsBigInt: false });
}

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && name !== 'known-failures.yaml')
  .sort();
const knownFailures = new Map(
  KNOWN_FAILURES.parse(read('known-failures.yaml') ?? []).map((known) => [known.case, known.reason]),
);
const all = files.flatMap((file) => casesOf(file.replace('.yaml', ''), read(file)));

type Answer = Status | 'refused' | Readonly<Record<string, Status>>;

async function byEngine(each: ConformanceCase): Promise<Answer> {
  const { rule, entity, entities, now, lists } = each;
  const { compiled } = tryCompile(rule, { lists });
  if (compiled === undefined) return 'refused';
  if (entities !== undefined) return assessSnapshot({ ...each, entities });
  return compiled.evaluate(entity as unknown as Entity, now === undefined ? {} : { now }).status;
}

/** The reference reads trees, so it has no say in what is refused. */
function byReference({ rule, entity, entities, now, lists }: ConformanceCase): Answer {
  const tree = parseRule(rule);
  const around = { now: Date.parse(now ?? '2026-01-01T00:00:00Z') / 1000, lists };
  if (entity !== undefined) return judge(tree, entity, around);
  const snapshot = entities!;
  const isList = tree.kind !== 'ConstantRule' && tree.target.list;
  const judged = isList ? listObjects(tree.target.name, snapshot) : snapshot;
  return Object.fromEntries(
    judged.map((each) => [String(isList ? each.accountNumber : each.id), judge(tree, each, { ...around, snapshot })]),
  );
}

describe('conformance', () => {
  for (const file of files) {
    const topic = file.replace('.yaml', '');
    describe(topic, () => {
      for (const each of all.filter(({ path }) => path.startsWith(`${topic}/`))) {
        const known = knownFailures.get(each.path);
        const test = known === undefined ? it : it.fails;
        test(`${each.path.slice(topic.length + 1)}: ${each.why}`, async () => {
          const answer = await byEngine(each);
          expect(answer, `${each.rule}\n${JSON.stringify(each.entity ?? each.entities)}`).toEqual(each.expect);
        });
      }
    });
  }

  it('is what the reference interpreter says too', () => {
    const differing = all
      .filter(({ expect: expected }) => expected !== 'refused')
      .map((each) => ({ ...each, reference: byReference(each) }))
      .filter((each) => !isDeepStrictEqual(each.reference, each.expect));
    expect(differing).toEqual([]);
  });

  it('has a reference that knows every function', () => {
    expect(FUNCTION_NAMES).toEqual(functions.map(({ name }) => name).sort());
  });

  it('has no known failure that is no case', () => {
    const paths = new Set(all.map(({ path }) => path));
    expect([...knownFailures.keys()].filter((path) => !paths.has(path))).toEqual([]);
  });

  it('has at least 600 cases', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
  });
});
