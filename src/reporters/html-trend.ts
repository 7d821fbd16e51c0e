import type { Comparison, GoneFinding } from '../findings/baseline.ts';
import type { TrendPoint } from '../findings/trend.ts';
import { severities, type Severity, WORST_FIRST } from '../rules/severity.ts';
import { printable } from '../text/format-message.ts';
import { escapeContent } from './escape.ts';
import { chart, type Series } from './trend-chart.ts';
import { plural } from './words.ts';

/** More failures that are gone are counted, not listed. */
const MAX_GONE = 200;

/**
 * How failures and pass rate went from report to report: charts for the eye, the same numbers as a table, and what came and
 * went between the last two. Nothing where there are not two reports.
 */
export function trendSection(points: readonly TrendPoint[], compared: Comparison | undefined): string {
  if (points.length < 2) return '';
  const shown = WORST_FIRST.filter((severity) => points.some(({ failed }) => failed[severity] > 0));
  const failures = shown.map((severity): Series => {
    const values = points.map(({ failed }) => failed[severity]);
    return { name: severity, className: severity.toLowerCase(), values };
  });
  const rate: Series = { name: 'passed', className: 'passed', values: points.map(rateOf) };
  const times = points.map(({ now }) => now);
  const charts = [
    failures.length === 0 ? '' : figure('Failures by severity', chart(times, failures, shortNumber)),
    figure(
      'Pass rate',
      chart(times, [rate], (value) => `${value} %`, 100),
    ),
  ];
  return `<section class="trend" aria-labelledby="trend-title"><h2 id="trend-title">Trend of ${points.length} reports</h2>
<div class="charts">${charts.join('')}</div>
${compared === undefined ? '' : changes(compared)}<details${points.length <= MAX_OPEN ? ' open' : ''}><summary>The numbers</summary><div class="wrap" tabindex="0">${table(points, shown)}</div></details>
</section>
`;
}

/** A longer table is folded: the charts say it at a glance. */
const MAX_OPEN = 6;

function figure(title: string, svg: string): string {
  return `<figure><figcaption>${title}</figcaption>${svg}</figure>`;
}

function changes({ new: fresh, unchanged, gone }: Comparison): string {
  const list = gone.slice(0, MAX_GONE).map(goneItem).join('');
  const more = gone.length > MAX_GONE ? `<p>… and ${gone.length - MAX_GONE} more</p>` : '';
  const fixed = `${plural(gone.length, 'failure')} of the report before ${gone.length === 1 ? 'is' : 'are'} gone`;
  const goneList =
    gone.length === 0
      ? ''
      : `<details><summary>${fixed}: mended, or no longer there</summary><ul>${list}</ul>${more}</details>`;
  return `<p>Between the last two: <b>${fresh} new</b>, <b>${gone.length} gone</b>, ${unchanged} unchanged.</p>\n${goneList}`;
}

function goneItem({ ruleId, entity, type }: GoneFinding): string {
  const kind = type === undefined ? '' : ` <span class="dim">${escapeContent(printable(type))}</span>`;
  return `<li><bdi>${escapeContent(printable(ruleId))}</bdi>: <bdi>${escapeContent(printable(entity))}</bdi>${kind}</li>`;
}

function table(points: readonly TrendPoint[], shown: readonly Severity[]): string {
  const heads = ['Report of', ...shown, 'Failed', 'Passed', 'Undecided', 'Pass rate'].map(
    (title, index) => `<th scope="col"${index === 0 ? '' : ' class="number"'}>${title}</th>`,
  );
  const rows = points.map((point) => {
    const { now, failed, passed, undecided } = point;
    const numbers = [...shown.map((severity) => failed[severity]), failedOf(point), passed, undecided];
    const cells = [...numbers.map(String), `${rateOf(point)} %`].map((text) => `<td class="number">${text}</td>`);
    return `<tr><th scope="row"><time datetime="${now}">${timeText(now)}</time></th>${cells.join('')}</tr>`;
  });
  return `<table aria-labelledby="trend-title"><thead><tr>${heads.join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

/** There is little room: `120K`. */
function shortNumber(value: number): string {
  return value < 10_000 ? String(value) : value.toLocaleString('en', { notation: 'compact' });
}

function timeText(now: string): string {
  return `${now.slice(0, 10)} ${now.slice(11, 16)}`;
}

function failedOf({ failed }: TrendPoint): number {
  return severities.reduce((sum, severity) => sum + failed[severity], 0);
}

/** In percent; never 100 where something failed, nor 0 where something passed. What is undecided has not passed. */
function rateOf(point: TrendPoint): number {
  const { passed, undecided } = point;
  const all = passed + undecided + failedOf(point);
  if (all === 0 || passed === 0) return 0;
  return passed === all ? 100 : Math.min(99, Math.max(1, Math.round((100 * passed) / all)));
}
