import { z } from 'zod';

/*
 * The form of the case files, as README.md describes it; unknown keys are refused, so that a slip of the pen cannot turn
 * a case off.
 */

const STATUS = z.enum(['passed', 'failed', 'irrelevant', 'excluded', 'error', 'matched']);
const ORIGIN = z.enum(['documented', 'observed', 'inferred', 'ours']);
const ENTITY = z.record(z.string(), z.unknown());
const VALUE = z.union([z.string(), z.number(), z.boolean()]);

/** A long rule, for limits: `start`, `repeat` so many `times`, `middle`, `then` so many times again, `end`. */
const GENERATED = z.strictObject({
  start: z.string(),
  repeat: z.string(),
  times: z.number().int().positive(),
  middle: z.string().default(''),
  then: z.string().default(''),
  end: z.string().default(''),
});

/** What a case may take from its test, and a test from its file. */
const INHERITED = {
  type: z.string().optional(),
  now: z.iso.datetime().optional(),
  lists: z.record(z.string(), z.array(VALUE)).optional(),
  why: z.string().min(1).optional(),
  origin: ORIGIN.optional(),
  source: z.string().min(1).optional(),
};

const JUDGED = {
  entity: ENTITY.optional(),
  entities: z.array(ENTITY).optional(),
  expect: z.union([STATUS, z.literal('refused'), z.record(z.string(), STATUS)]).optional(),
};

const CASE = z.strictObject({ name: z.string().min(1).optional(), ...JUDGED, ...INHERITED });

const TEST = z.strictObject({
  name: z.string().min(1),
  rule: z.union([z.string(), GENERATED]),
  ...JUDGED,
  cases: z.array(CASE).min(1).optional(),
  ...INHERITED,
});

const FILE = z.strictObject({
  topic: z.string().min(1),
  defaults: z.strictObject(INHERITED).optional(),
  tests: z.array(TEST).min(1),
});

export const KNOWN_FAILURES = z.array(z.strictObject({ case: z.string(), reason: z.string().min(1) }));

export type Status = z.infer<typeof STATUS>;
export type Inventory = readonly Readonly<Record<string, unknown>>[];

/** One judgement that an implementation must agree with. */
export interface ConformanceCase {
  /** `file/test/number`, by which known failures are listed. */
  readonly path: string;
  readonly rule: string;
  /** What is judged: one entity by itself, or a snapshot. Absent when the rule is to be refused. */
  readonly entity?: Readonly<Record<string, unknown>>;
  readonly entities?: Inventory;
  readonly expect: Status | 'refused' | Readonly<Record<string, Status>>;
  readonly now?: string;
  readonly lists: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly why: string;
  readonly origin: z.infer<typeof ORIGIN>;
  readonly source?: string;
}

/**
 * The cases of a file, with everything that they inherit filled in.
 *
 * @throws Error that names the case, when something is unknown, missing or doubled
 */
export function casesOf(file: string, content: unknown): ConformanceCase[] {
  const { defaults = {}, tests } = FILE.parse(content, { reportInput: true });
  const names = new Set<string>();
  return tests.flatMap((test) => {
    if (names.has(test.name)) throw new Error(`${file}: two tests are named ${test.name}`);
    names.add(test.name);
    const { cases, rule, ...own } = test;
    const text = typeof rule === 'string' ? rule : generated(rule);
    return (cases ?? [{}]).map((each, index) => {
      const path = `${file}/${test.name}${cases === undefined ? '' : `/${index + 1}`}`;
      const whole: z.infer<typeof CASE> = { ...defaults, ...own, ...each };
      const { entity, entities, expect, why, origin, now, source, lists = {} } = whole;
      const problem =
        expect === undefined
          ? 'has no `expect`'
          : why === undefined
            ? 'has no `why`'
            : origin === undefined
              ? 'has no `origin`'
              : expect === 'refused'
                ? (entity ?? entities) && 'needs no entity'
                : (entity === undefined) === (entities === undefined)
                  ? 'needs `entity` or `entities`'
                  : typeof expect === 'object' && entities === undefined
                    ? 'maps ids without `entities`'
                    : typeof expect === 'string' && entity === undefined
                      ? 'needs a map of ids to statuses'
                      : undefined;
      if (problem !== undefined) throw new Error(`${path} ${String(problem)}`);
      const typed = { type: whole.type ?? targetOf(text), ...entity };
      return {
        path,
        rule: text,
        ...(entity === undefined ? {} : { entity: typed }),
        ...(entities === undefined ? {} : { entities }),
        expect: expect!,
        ...(now === undefined ? {} : { now }),
        lists,
        why: why!,
        origin: origin!,
        ...(source === undefined ? {} : { source }),
      };
    });
  });
}

function generated({ start, repeat, times, middle, then, end }: z.infer<typeof GENERATED>): string {
  return start + repeat.repeat(times) + middle + then.repeat(times) + end;
}

/** An entity that names no type is of the type that the rule begins with. */
function targetOf(rule: string): string {
  return /^\s*([A-Za-z_]\w*(?:<\w+>)?)/.exec(rule)?.[1] ?? '';
}
