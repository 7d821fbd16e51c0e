import * as z from 'zod';
import type { Result } from '../assess/assess.ts';
import { entityReference } from '../findings/finding.ts';
import { findingKey } from '../findings/identity.ts';
import { UsageError } from './exit-codes.ts';
import { readText } from './files.ts';

/** What a finding of an earlier report is known by. */
const known = z.looseObject({
  status: z.string(),
  ruleId: z.string(),
  entity: z.looseObject({ type: z.string(), id: z.string(), name: z.string(), accountNumber: z.string().optional() }),
  location: z
    .looseObject({
      file: z.string().optional(),
      line: z.number().optional(),
      index: z.number().optional(),
      address: z.string().optional(),
    })
    .optional(),
});

type Known = z.output<typeof known>;

/** `--format json`. */
const document = z.looseObject({ findings: z.array(known) });

/** A line of `--format ndjson`. */
const line = z.union([
  z.looseObject({ finding: known }),
  z.looseObject({ problem: z.looseObject({}) }),
  z.looseObject({ summary: z.looseObject({}) }),
]);

/** The findings of an earlier run, to tell new ones from old ones. */
export class Baseline {
  private readonly failed: ReadonlyMap<string, Known>;
  private readonly seen = new Set<string>();

  private constructor(failed: ReadonlyMap<string, Known>) {
    this.failed = failed;
  }

  /**
   * Reads a report of `--format json` or `ndjson`.
   *
   * @throws UsageError when it is none
   */
  static async read(file: string): Promise<Baseline> {
    const findings = findingsIn(await readText(file));
    if (findings === undefined) throw new UsageError(`--baseline: \`${file}\` is no report of --format json or ndjson`);
    return new Baseline(
      new Map(findings.filter(({ status }) => status === 'failed').map((finding) => [findingKey(finding), finding])),
    );
  }

  /** Whether a failed result was there before. */
  mark({ rule, entity, provenance }: Result): 'new' | 'unchanged' {
    const key = findingKey({ ruleId: rule.id, entity: entityReference(entity), location: provenance });
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

function findingsIn(text: string): readonly Known[] | undefined {
  const whole = document.safeParse(jsonOf(text));
  if (whole.success) return whole.data.findings;
  const lines = text.split('\n').filter((written) => written.trim() !== '');
  const records = z.array(line).min(1).safeParse(lines.map(jsonOf));
  return records.success
    ? records.data.flatMap((record) => ('finding' in record ? [(record as { finding: Known }).finding] : []))
    : undefined;
}

/** Undefined for what is no JSON, which no JSON is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
