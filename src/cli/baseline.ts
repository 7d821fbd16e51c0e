import * as z from 'zod';
import type { Result } from '../assess/assess.ts';
import { entityReference, type Finding } from '../findings/finding.ts';
import { UsageError } from './exit-codes.ts';
import { readText } from './files.ts';

/** What a finding of an earlier report is known by. */
const known = z.looseObject({
  status: z.string(),
  ruleId: z.string(),
  entity: z.looseObject({ type: z.string(), id: z.string(), name: z.string(), accountNumber: z.string().optional() }),
});

type Known = z.output<typeof known>;

/** The findings of an earlier run, to tell new ones from old ones. */
export class Baseline {
  private readonly failed: ReadonlyMap<string, Known>;
  private readonly seen = new Set<string>();

  private constructor(failed: ReadonlyMap<string, Known>) {
    this.failed = failed;
  }

  /** Reads a report of `--format json` or `ndjson`. */
  static async read(file: string): Promise<Baseline> {
    const text = await readText(file);
    const failed = new Map<string, Known>();
    for (const finding of findingsIn(text, file)) if (finding.status === 'failed') failed.set(keyOf(finding), finding);
    return new Baseline(failed);
  }

  /** Whether a failed result was there before. */
  mark(result: Result): 'new' | 'unchanged' {
    const key = keyOf({ ruleId: result.rule.id, entity: entityReference(result.entity) });
    if (!this.failed.has(key)) return 'new';
    this.seen.add(key);
    return 'unchanged';
  }

  /** The findings of the earlier run that did not come again. */
  gone(): readonly { readonly ruleId: string; readonly entity: string }[] {
    return [...this.failed]
      .filter(([key]) => !this.seen.has(key))
      .map(([, { ruleId, entity }]) => ({ ruleId, entity: entity.name || entity.id }));
  }
}

function keyOf({
  ruleId,
  entity,
}: Pick<Finding, 'ruleId'> & {
  readonly entity: { readonly type: string; readonly id: string; readonly accountNumber?: string | undefined };
}): string {
  return JSON.stringify([ruleId, entity.type, entity.accountNumber ?? '', entity.id]);
}

function findingsIn(text: string, file: string): readonly Known[] {
  const fail = (): never => {
    throw new UsageError(`--baseline: \`${file}\` is no report of --format json or ndjson`);
  };
  const read = (json: string): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      return fail();
    }
  };
  const isDocument = /^\s*\{"tool"/u.test(text);
  const records = isDocument
    ? (read(text) as { findings?: unknown[] }).findings
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => (read(line) as { finding?: unknown }).finding)
        .filter((finding) => finding !== undefined);
  const parsed = z.array(known).safeParse(records);
  return parsed.success ? parsed.data : fail();
}
