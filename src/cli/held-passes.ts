import type * as V8 from 'node:v8';
import type { Finding, FindingSubject } from '../findings/finding.ts';
import { FindingPost, postedFinding, type Asked, type PostedFinding } from '../findings/posted-finding.ts';
import { type Withdrawals, withoutWithdrawn } from '../findings/withdrawn.ts';
import { hasTemplate } from '../reporters/remediation.ts';
import type { Spool } from '../reporters/index.ts';

/** Loaded where an entity is kept whole. */
const v8 = (): typeof V8 => process.getBuiltinModule('node:v8');

/** What reports read of what passed. */
export interface PassesAsked extends Asked {
  /** How it is mended, should it be found to be undecided. */
  readonly mended: boolean;
}

/**
 * What passed by rules that may turn out to rest on nothing, kept until that is known: what went out to standard output or a
 * pipe cannot be written once more.
 */
export class HeldPasses {
  readonly #spool: Spool;
  readonly #asked: PassesAsked;
  readonly #subjects: Pick<FindingSubject, 'rule' | 'ruleset'>[] = [];
  readonly #post = new FindingPost({ rules: [], exclusions: [] });

  constructor(spool: Spool, asked: PassesAsked) {
    this.#spool = spool;
    this.#asked = asked;
  }

  add(finding: Finding): void {
    const { rule, ruleset } = finding.subject;
    const number = this.#post.numberOf(rule);
    if (number === this.#subjects.length) this.#subjects.push({ rule, ruleset });
    const { said, whole, mended } = this.#asked;
    // What mends a finding is filled with values of its entity.
    const posted = this.#post.post(finding, { said, whole: whole || (mended && hasTemplate(rule)) });
    // Entities hold what JSON does not: bigints, numbers beyond all bounds.
    const text = posted.whole === undefined ? JSON.stringify(posted) : v8().serialize(posted).toString('base64');
    this.#spool.add(`${text}\n`);
  }

  /** All of them in their order, as they are now that it is known what of it does not count. */
  *release(withdrawals: Withdrawals): Generator<Finding> {
    const rules = this.#subjects.map(({ rule, ruleset }) => ({ rule, ruleset: { ...ruleset, rules: [] } }));
    let rest = '';
    for (const piece of this.#spool.read()) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        yield withoutWithdrawn(postedFinding(parsed(line), { rules, exclusions: [] }, {}), withdrawals);
    }
  }
}

function parsed(line: string): PostedFinding {
  return (line.startsWith('{') ? JSON.parse(line) : v8().deserialize(Buffer.from(line, 'base64'))) as PostedFinding;
}
