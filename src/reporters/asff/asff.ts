import type { Reporter } from '../reporter.ts';
import { type Told, toldOfProblem, toldOfSummary } from '../told.ts';
import { accountOf, AsffTexts, GLOBAL_REGION, NO_ACCOUNT, placeOf, type Region } from './texts.ts';

/** Security Hub takes so many findings a call. */
const MAX_BATCH = 100;

/**
 * The AWS Security Finding Format: an array, as `aws securityhub batch-import-findings --findings file://…` takes it, at
 * most 100 at a time. Passed results are reported too: they close the findings of earlier runs, which have the same id.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const asff: Reporter = {
  name: 'asff',
  summary: 'AWS Security Finding Format, an array of all findings (see asff-batches to import them)',
  include: ['passed', 'failed', 'excluded', 'error'],
  open: (context) => {
    const texts = new AsffTexts(context);
    let separator = '[\n';
    let account: string | undefined;
    const write = (finding: string): string => {
      const text = separator + finding;
      separator = ',\n';
      return text;
    };
    const told = (what: Told): string => write(texts.told(what, account ?? NO_ACCOUNT));
    return {
      finding: (finding) => {
        account ??= accountOf(finding);
        return write(texts.finding(finding));
      },
      problem: (problem) => told(toldOfProblem(problem)),
      end: (summary) => {
        const text = toldOfSummary(summary).map(told).join('');
        return `${text}${separator === '[\n' ? '[]\n' : '\n]\n'}`;
      },
    };
  },
};

/**
 * The same as Security Hub takes it: a call a line, `{"Findings":[…]}`, of at most 100 findings of one account and one
 * region. `next` is the command that imports them.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export const asffBatches: Reporter = {
  name: 'asff-batches',
  summary: 'AWS Security Finding Format to import, a call a line: at most 100 findings of one account and region',
  include: asff.include,
  open: (context) => {
    const texts = new AsffTexts(context);
    const waiting = new Map<string, Batch>();
    const told: Told[] = [];
    let account: string | undefined;
    const add = ({ account: of, region }: Region, finding: string): string => {
      const key = `${of} ${region}`;
      const batch = waiting.get(key) ?? { size: 0, text: '' };
      waiting.set(key, batch);
      batch.text += batch.size === 0 ? finding : `,${finding}`;
      batch.size += 1;
      return batch.size < MAX_BATCH ? '' : lineOf(batch);
    };
    return {
      finding: (finding) => {
        account ??= accountOf(finding);
        return add(placeOf(finding), texts.finding(finding));
      },
      problem: (problem) => {
        told.push(toldOfProblem(problem));
        return '';
      },
      *end(summary) {
        const place = { account: account ?? NO_ACCOUNT, region: GLOBAL_REGION };
        for (const one of [...told, ...toldOfSummary(summary)]) {
          const line = add(place, texts.told(one, place.account));
          if (line !== '') yield line;
        }
        for (const batch of waiting.values()) if (batch.size > 0) yield lineOf(batch);
      },
    };
  },
  next: (file) =>
    'while IFS= read -r batch; do printf %s "$batch" | aws securityhub batch-import-findings ' +
    '--region "$(printf %s "$batch" | sed \'s/.*"Region":"\\([a-z0-9-]*\\)".*/\\1/\')" ' +
    `--cli-input-json file:///dev/stdin; done < ${file}`,
};

/** Findings of one account and region that wait for others. */
interface Batch {
  size: number;
  text: string;
}

/** The findings of a batch, which is empty then. */
function lineOf(batch: Batch): string {
  const line = `{"Findings":[${batch.text}]}\n`;
  batch.size = 0;
  batch.text = '';
  return line;
}
