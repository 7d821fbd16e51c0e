import type { RulePlan } from '../../plan/plan.ts';
import type { RunEnvironment } from '../environment.ts';
import type { GeneratedJudge } from './constants.ts';
import { generate } from './generate.ts';

/** So many judgements are made by closures before code is generated, which costs as much as a few hundred of them. */
const HOT = 200;
/** So many judgements are looked at to find out whether the code pays. */
const SAMPLE = 1_000;
/** The share of judgements up to which the code may leave entities to the closures. */
const MAX_LEFT = 0.25;

/**
 * Which back end judges: closures at first, generated code when a rule is hot, and closures again where the code leaves most
 * entities to them, since looking twice pays only where it is rare.
 */
export class Tier {
  /** The generated code, while there is some. */
  judge: GeneratedJudge | undefined;
  private readonly plan: RulePlan;
  private readonly environment: RunEnvironment;
  private leftToClosures = 0;
  private sampleAt = HOT;
  private isGenerated = false;

  constructor(plan: RulePlan, environment: RunEnvironment) {
    this.plan = plan;
    this.environment = environment;
  }

  /** To be called for each judgement that the closures make. */
  count(): void {
    this.leftToClosures += 1;
    if (this.leftToClosures < this.sampleAt) return;
    this.leftToClosures = 0;
    if (this.judge !== undefined) this.sample(this.judge);
    else if (!this.isGenerated) {
      this.isGenerated = true;
      this.judge = generate(this.plan, this.environment);
    }
  }

  private sample(judge: GeneratedJudge): void {
    let judged = 0;
    let left = 0;
    this.sampleAt *= 10;
    this.judge = (entity, scope) => {
      const status = judge(entity, scope);
      judged += 1;
      if (status === undefined) left += 1;
      if (judged === SAMPLE) this.judge = left > SAMPLE * MAX_LEFT ? undefined : judge;
      return status;
    };
  }
}
