import type { CompiledRule } from '../run/compiled-rule.ts';
import type { EvidenceCollector } from '../run/evidence.ts';
import type { Scope } from '../run/scope.ts';
import type { Entity } from '../values/entity.ts';
import { recordKind } from '../values/record.ts';
import type { EntityInput } from './assess-options.ts';
import type { Judging } from './judging.ts';
import type { Result } from './result.ts';
import { compiledOf, evidenceOf, type RuleRun } from './rule-run.ts';
import type { TypeRun, TypeRuns } from './type-runs.ts';
import type { ZeroPorts } from './zero-ports.ts';

/**
 * Judges entities that stand one after the other, are of a type that one rule judges, and come in no record. What else may be
 * asked of an entity is asked once of all of them: to ask it of each takes longer than to judge it.
 */
export class Sweep {
  private readonly judging: Judging;
  private readonly types: TypeRuns;
  private readonly scope: Scope;
  private readonly zeroPorts: ZeroPorts;

  constructor(judging: Judging, types: TypeRuns, scope: Scope, zeroPorts: ZeroPorts) {
    this.judging = judging;
    this.types = types;
    this.scope = scope;
    this.zeroPorts = zeroPorts;
  }

  /**
   * Judges inputs as long as they are such entities.
   *
   * @param results takes the results that are asked for; behind an entity that has one it stops
   * @returns where the next input stands
   */
  over(inputs: readonly EntityInput[], start: number, results: Result[]): number {
    let at = start;
    while (at < inputs.length && results.length === 0) {
      const input: unknown = inputs[at];
      if (!isBare(input)) break;
      const ofType = this.types.at(input.type);
      const { runs, ports } = ofType;
      const [run] = runs;
      const [compiled, evidence] = run === undefined ? [] : [compiledOf(run), evidenceOf(run)];
      // What is asked of a type besides is known with its first entity.
      if (run === undefined || compiled === undefined || evidence === undefined || ports === undefined) break;
      at = this.overType(inputs, at, { ofType, run, compiled, evidence }, results);
    }
    return at;
  }

  /** The same for those of one type. */
  private overType(
    inputs: readonly EntityInput[],
    start: number,
    { ofType, run, compiled, evidence }: Swept,
    results: Result[],
  ): number {
    const { judging, scope, zeroPorts } = this;
    const { type, ports = [] } = ofType;
    let { isOpen } = evidence;
    const hasPorts = ports.length > 0;
    const countsFailures = judging.countsFailures;
    let at = start;
    let passed = 0;
    let failed = 0;
    let irrelevant = 0;
    try {
      while (at < inputs.length) {
        const entity = inputs[at];
        if (!isBare(entity) || entity.type !== type) break;
        at += 1;
        if (hasPorts) zeroPorts.look(entity, ports);
        if (isOpen) {
          judging.observe(evidence, compiled, entity, undefined, scope);
          isOpen = evidence.isOpen;
        }
        const verdict = compiled.judge(entity, scope);
        if (scope.misreads !== undefined && scope.misreads.size > 0)
          judging.takeMisreads(run, scope.misreads, undefined);
        if (verdict === 'passed') passed += 1;
        else if (verdict === 'failed' && countsFailures) failed += 1;
        else if (verdict === 'irrelevant') irrelevant += 1;
        else {
          const result = judging.resultOf(run, entity, undefined, scope, verdict);
          if (result === undefined) continue;
          results.push(result);
          break;
        }
      }
      return at;
    } finally {
      ofType.entities += at - start;
      run.tested += passed + failed + irrelevant;
      run.counts.passed += passed;
      run.counts.failed += failed;
      run.counts.irrelevant += irrelevant;
    }
  }
}

/** A type of which entities are judged so, with its rule. */
interface Swept {
  readonly ofType: TypeRun;
  readonly run: RuleRun;
  readonly compiled: CompiledRule;
  readonly evidence: EvidenceCollector;
}

/** Whether an input is an entity by itself. */
function isBare(input: unknown): input is Entity {
  if (typeof input !== 'object' || input === null) return false;
  const { kind, type } = input as { readonly kind?: unknown; readonly type?: unknown };
  return typeof type === 'string' && !Array.isArray(input) && (kind === undefined || recordKind(input) === undefined);
}
