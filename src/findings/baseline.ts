import type { AssessmentSummary } from '../assess/summary.ts';
import { JsonCutter, type CutPlan, type JsonPiece } from '../inventory/formats/json-cutter.ts';
import type { Provenance } from '../values/record.ts';
import { isObject } from '../values/value.ts';
import { digest } from '../text/digest.ts';
import { findingKey, type FindingIdentity } from './identity.ts';

/** How the failed findings of a run compare to those of an earlier report. */
export interface Comparison {
  readonly new: number;
  readonly unchanged: number;
  /** Those of the earlier report that did not come again. */
  readonly gone: readonly GoneFinding[];
}

/** A finding that an earlier report has and a later run has not. */
export interface GoneFinding {
  readonly ruleId: string;
  /** The name of the entity, or its id. */
  readonly entity: string;
  /** The type of the entity. */
  readonly type?: string;
  /** What the finding is known by in reports. */
  readonly id?: string;
  /** Where the entity was. */
  readonly location?: Pick<Provenance, 'file' | 'line'>;
}

/** Names are for people: of a longer one the beginning is kept. */
const MAX_NAME = 500;

/** A finding is smaller than this, and nests less deep. */
const LIMITS = { maxRecordBytes: 64 * 1024 * 1024, maxDepth: 1000 };

/**
 * The failed findings of an earlier report, to tell new ones from old ones. It holds what each is known by, nothing else.
 *
 * @example
 * const user = { type: 'IamUser', id: 'AIDA1', name: 'bob' };
 * const baseline = baselineOf([{ status: 'failed', ruleId: 'mfa', entity: user }]);
 * baseline.comparison.gone.map(({ entity }) => entity) // ['bob']
 */
export class Baseline {
  readonly #failed = new Map<string, GoneFinding>();
  readonly #seen = new Set<string>();
  readonly #files = new Map<string, string>();
  /** How often a new finding and an old one were met. */
  readonly #counts = { new: 0, unchanged: 0 };

  /** Takes a finding of the earlier report: one of the findings of JSON, or a line of NDJSON. False for what is none. */
  add(found: unknown): boolean {
    if (!isKnown(found)) return false;
    if (found.status !== 'failed') return true;
    const { ruleId, entity, location } = found;
    const gone = { ruleId, entity: (entity.name || entity.id).slice(0, MAX_NAME), type: entity.type };
    const place = this.#placeOf(location);
    this.#failed.set(keyOf(found), place === undefined ? gone : { ...gone, location: place });
    return true;
  }

  /** Whether a failed finding was there before. Counts it. */
  mark(finding: FindingIdentity): 'new' | 'unchanged' {
    const mark = this.see(finding) ? 'unchanged' : 'new';
    this.#counts[mark] += 1;
    return mark;
  }

  /** Notes that a finding of the earlier report is not gone, though it may be excluded or undecided now. */
  see(finding: FindingIdentity): boolean {
    const key = findingKey(finding);
    if (this.#failed.has(key)) {
      this.#seen.add(key);
      return true;
    }
    return this.#seeWithoutNamespace(finding);
  }

  /** How the findings so far compare to the earlier ones. */
  get comparison(): Comparison {
    const gone = [...this.#failed].filter(([key]) => !this.#seen.has(key));
    return { ...this.#counts, gone: gone.map(([key, finding]) => ({ ...finding, id: digest(key) })) };
  }

  /** Many findings are of one file: its name is held once. */
  #placeOf(location: unknown): GoneFinding['location'] {
    if (!isObject(location)) return undefined;
    const file = textOf(location['file']);
    const line = numberOf(location['line']);
    if (file === undefined) return undefined;
    const name = this.#files.get(file) ?? file;
    this.#files.set(name, name);
    return line === undefined ? { file: name } : { file: name, line };
  }

  /** Reports of older versions tell no namespace: such a finding is one of the later ones, and no more. */
  #seeWithoutNamespace({ ruleId, entity, location }: FindingIdentity): boolean {
    if (entity.namespace === undefined) return false;
    const { namespace: _, ...older } = entity;
    const key = findingKey({ ruleId, entity: older, location });
    if (!this.#failed.has(key) || this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

/**
 * A comparison without the findings of which this run does not know whether they are gone: of rules that judged nothing or
 * are undecided, or that are not there, and of all where a part of the input could not be read.
 */
export function goneForSure(
  comparison: Comparison,
  { rules, problems }: Pick<AssessmentSummary, 'rules' | 'problems'>,
): Comparison {
  const judged = new Set(
    rules.flatMap(({ rule, status }) => (status === 'passed' || status === 'failed' ? [rule.id] : [])),
  );
  return { ...comparison, gone: comparison.gone.filter(({ ruleId }) => problems === 0 && judged.has(ruleId)) };
}

/**
 * The baseline that an earlier report makes, from its parsed data: the object of `--format json`, or a list of findings.
 *
 * @throws TypeError when it is no report
 * @example
 * const entity = { type: 'IamUser', id: 'AIDA1', name: 'bob' };
 * baselineOf([{ status: 'failed', ruleId: 'mfa', entity }]).mark({ ruleId: 'mfa', entity }) // 'unchanged'
 */
export function baselineOf(report: unknown): Baseline {
  const findings: unknown = isObject(report) ? report['findings'] : report;
  const baseline = new Baseline();
  if (!Array.isArray(findings) || !findings.every((found) => baseline.add(found))) throw noReport();
  return baseline;
}

/**
 * Reads the baseline from the text of an earlier report, of `--format json` or `ndjson`. Of a stream of bytes no more is
 * held than one finding and what all of them are known by.
 *
 * @throws TypeError when it is no report
 *
 * @example
 * const baseline = await readBaseline('{"findings":[]}');
 * baseline.mark({ ruleId: 'mfa', entity: { type: 'IamUser', id: 'AIDA1', name: 'bob' } }) // 'new'
 */
export async function readBaseline(text: string | AsyncIterable<Uint8Array>): Promise<Baseline> {
  const baseline = new Baseline();
  let isReport = false;
  const plan: CutPlan = {
    many: true,
    object: (key) => {
      if (!MEMBERS.has(key)) return { skip: true };
      isReport = true;
      if (key === 'findings') return { array: {} };
      return key === 'finding' ? {} : { skip: true };
    },
  };
  const cutter = new JsonCutter(plan, LIMITS);
  const take = (pieces: readonly JsonPiece[]): void => {
    if (!pieces.every(({ bytes }) => bytes !== undefined && baseline.add(jsonOf(bytes)))) throw noReport();
  };
  const chunks = typeof text === 'string' ? [Buffer.from(text)] : text;
  for await (const chunk of chunks) take(cutter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  take(cutter.end());
  if (!isReport) throw noReport();
  return baseline;
}

/** What the two formats have at the top, apart from what says nothing of a report. */
const MEMBERS: ReadonlySet<string> = new Set(['report', 'findings', 'finding', 'problem', 'evidence', 'summary']);

function noReport(): TypeError {
  return new TypeError('this is no report of --format json or ndjson');
}

/** Undefined for what is no JSON, which no JSON is. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

interface KnownFinding {
  readonly status: string;
  readonly ruleId: string;
  readonly entity: Readonly<Record<string, unknown>> & {
    readonly type: string;
    readonly id: string;
    readonly name: string;
  };
  readonly location?: unknown;
}

function isKnown(found: unknown): found is KnownFinding {
  if (!isObject(found) || !isObject(found['entity'])) return false;
  const { type, id, name } = found['entity'];
  return [found['status'], found['ruleId'], type, id, name].every((text) => typeof text === 'string');
}

function keyOf({ ruleId, entity, location }: KnownFinding): string {
  const place = isObject(location) ? location : {};
  return findingKey({
    ruleId,
    entity: {
      type: entity.type,
      id: entity.id,
      accountNumber: textOf(entity['accountNumber']),
      region: textOf(entity['region']),
      namespace: textOf(entity['namespace']),
    },
    location: {
      file: textOf(place['file']),
      address: textOf(place['address']),
      line: numberOf(place['line']),
      index: numberOf(place['index']),
    },
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
