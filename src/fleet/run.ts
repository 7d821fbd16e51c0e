import { loadSchemas, mergedSchemas } from '../check/schemas/complete/index.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import { parseExactJson } from '../values/exact-json.ts';
import {
  type FoldersRead,
  readInventory,
  type ReadInventoryOptions,
  type ReadProgress,
} from '../inventory/files/read.ts';
import type { ParameterValues } from '../inventory/parameters.ts';
import type { NamedLists } from '../run/environment.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import { completeRuleset, type Ruleset } from '../rules/rule.ts';
import { assessParts } from '../assess/parts.ts';
import type { AssessOptions } from '../assess/assess-options.ts';
import type { Assessment } from '../assess/result.ts';
import type { Status } from '../values/outcome.ts';
import { environment } from '../run/environment.ts';
import { defined } from '../text/defined.ts';
import { together } from './merge-partials.ts';
import { openPartial, optionsOf, PartialError, partialText } from './partial.ts';
import type { PartialStore } from './store.ts';

/** A run over many machines: what all of them must agree on. It is plain data, and lies beside the partials. */
export interface FleetRun {
  /** Letters, digits and hyphens; the same run is not begun twice. */
  readonly id: string;
  /** Files and folders, as every worker sees them. */
  readonly inputs: readonly string[];
  readonly rulesets: readonly Ruleset[];
  /** Into how many parts the inputs are cut: many times as many as workers, so that none waits long for another. */
  readonly shards: number;
  /** The clock, ISO 8601. */
  readonly now: string;
  readonly exclusions?: readonly Exclusion[];
  readonly lists?: NamedLists;
  readonly strict?: boolean;
  /** Text is compared with regard to upper and lower case. */
  readonly matchCase?: boolean;
  /** One's own types of entities, beside the published ones. */
  readonly schemas?: EntitySchemas;
  /** The values of parameters of templates. */
  readonly parameters?: ParameterValues;
  /** The statuses that reports need. Default: all but `irrelevant`. */
  readonly include?: readonly Status[];
  /** Files of folders to pass over. */
  readonly exclude?: readonly string[];
  /** The format of all inputs, in place of detection. */
  readonly format?: string;
}

/** The name of a partial of a run. */
export function partialName({ id, shards }: Pick<FleetRun, 'id' | 'shards'>, index: number): string {
  return `${id}.${String(index).padStart(String(shards).length, '0')}-of-${shards}.part`;
}

function settingName(id: string): string {
  return `${id}.run.json`;
}

/**
 * Puts the setting of a run where workers find it.
 *
 * @throws TypeError where another run with the same id is there
 * @example
 * const store = folderStore(`/tmp/gsl-example-${Date.now()}`);
 * const rulesets = [{ name: 'ours', rules: [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }] }] as const;
 * const run: FleetRun = { id: 'example', inputs: ['examples/team-iam'], rulesets, shards: 2, now: '2026-11-26T00:00:00Z' };
 * await putRun(run, store);
 * (await getRun('example', store)).shards // 2
 */
export async function putRun(run: FleetRun, store: PartialStore): Promise<void> {
  if (!/^[\w-]{1,100}$/u.test(run.id))
    throw new TypeError(`\`${run.id}\` is no id of a run: letters, digits and hyphens`);
  if (!Number.isSafeInteger(run.shards) || run.shards < 1) throw new RangeError('`shards` is a positive whole number');
  const text = JSON.stringify(run);
  const name = settingName(run.id);
  if (await store.has(name)) {
    if ((await textOf(store.get(name))) !== text)
      throw new TypeError(`the run \`${run.id}\` is there already, and another`);
    return;
  }
  await store.put(name, bytesOf([text]));
}

/**
 * The setting of a run, as it was put.
 *
 * @example
 * const store = folderStore(`/tmp/gsl-example-${Date.now()}`);
 * const rulesets = [{ name: 'ours', rules: [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }] }] as const;
 * const run: FleetRun = { id: 'example', inputs: ['examples/team-iam'], rulesets, shards: 2, now: '2026-11-26T00:00:00Z' };
 * await putRun(run, store);
 * (await getRun('example', store)).inputs // ['examples/team-iam']
 */
export async function getRun(id: string, store: PartialStore): Promise<FleetRun> {
  return parseExactJson(await textOf(store.get(settingName(id)))) as FleetRun;
}

/**
 * Judges one part of a run, from 1, unless its partial is there: for queues that are not BullMQ's.
 *
 * @returns whether it was made now
 * @example
 * const store = folderStore(`/tmp/gsl-example-${Date.now()}`);
 * const rulesets = [{ name: 'ours', rules: [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }] }] as const;
 * const run: FleetRun = { id: 'example', inputs: ['examples/team-iam'], rulesets, shards: 2, now: '2026-11-26T00:00:00Z' };
 * for (const index of [1, 2]) await judgeShard(run, index, store);
 * await judgeShard(run, 1, store) // false
 */
export async function judgeShard(
  run: FleetRun,
  index: number,
  store: PartialStore,
  options: Pick<ReadInventoryOptions, 'signal'> & { readonly onProgress?: (progress: ReadProgress) => void } = {},
): Promise<boolean> {
  const name = partialName(run, index);
  if (await store.has(name)) return false;
  const { inputs, exclude, format, parameters, exclusions = [], include, now } = run;
  const { lists, strict, matchCase, schemas } = run;
  const rulesets = run.rulesets.map(completeRuleset);
  const share = { index, of: run.shards };
  let folders: FoldersRead = [];
  const onShared = (read: FoldersRead): void => void (folders = read);
  const records = readInventory(inputs, { share, onShared, ...options, ...defined({ exclude, format, parameters }) });
  const judgedWith = { rulesets, exclusions, lists, strict, matchCase, schemas, now: new Date(now) };
  const used = environment({ schemas: await schemasOf(run), ...defined({ lists, strict, matchCase }) });
  const checked = { environment: used, diagnostics: [], folders: () => folders };
  await store.put(name, bytesOf(partialText(records, { ...judgedWith, include, share }, checked)));
  return true;
}

/** The parts that are not there yet. */
export async function missingShards(run: FleetRun, store: PartialStore): Promise<readonly number[]> {
  const there = new Set(await store.list());
  const all = Array.from({ length: run.shards }, (_, index) => index + 1);
  return all.filter((index) => !there.has(partialName(run, index)));
}

/**
 * Puts the parts of a run together: the assessment of one process over all inputs.
 *
 * @throws PartialError where a part is not there, or none of the run
 * @example
 * const store = folderStore(`/tmp/gsl-example-${Date.now()}`);
 * const rulesets = [{ name: 'ours', rules: [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }] }] as const;
 * const run: FleetRun = { id: 'example', inputs: ['examples/team-iam'], rulesets, shards: 2, now: '2026-11-26T00:00:00Z' };
 * for (const index of [1, 2]) await judgeShard(run, index, store);
 * const assessment = await mergeRun(run, store);
 * (await assessment.finish()).complete // true
 */
export async function mergeRun(
  run: FleetRun,
  store: PartialStore,
  options: Pick<AssessOptions, 'include' | 'onProblem'> = {},
): Promise<Assessment> {
  const [missing] = await missingShards(run, store);
  if (missing !== undefined)
    throw new PartialError(
      `part ${missing}/${run.shards} of \`${run.id}\` is not there, and a report without it would not be whole`,
    );
  const parts = [];
  for (let index = 1; index <= run.shards; index += 1) {
    const name = partialName(run, index);
    parts.push(await openPartial(name, () => store.get(name)));
  }
  const { header, pieces } = together(parts);
  return assessParts(header.rulesets, pieces(), {
    ...optionsOf(header),
    include: header.include,
    schemas: await schemasOf(run),
    ...options,
  });
}

async function schemasOf({ rulesets, schemas }: FleetRun): Promise<EntitySchemas> {
  const published = await loadSchemas(
    new Set(rulesets.flatMap(({ rules }) => rules).flatMap(({ logic }) => logic.match(/[A-Za-z]\w*/gu) ?? [])),
  );
  return schemas === undefined ? published : mergedSchemas([published, schemas]);
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Written in larger parts: a call for each line would be slow. */
async function* bytesOf(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let pending = '';
  for await (const text of texts) {
    pending += text;
    if (pending.length < 65_536) continue;
    yield encoder.encode(pending);
    pending = '';
  }
  yield encoder.encode(pending);
}
