import { asff, asffBatches } from './asff/asff.ts';
import { azuredevops } from './azuredevops.ts';
import { cloudguardJson } from './cloudguard-json.ts';
import { csv } from './csv.ts';
import { fix } from './fix.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { ocsf } from './ocsf.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif/sarif.ts';

/**
 * Every report format, by name.
 *
 * @example
 * const sarif = reporters.find(({ name }) => name === 'sarif');
 * const writer = sarif?.open({ version: '1.0.0', now: new Date() });
 */
export const reporters: readonly Reporter[] = Object.freeze([
  pretty,
  json,
  ndjson,
  sarif,
  junit,
  csv,
  markdown,
  html,
  ocsf,
  asff,
  asffBatches,
  cloudguardJson,
  github,
  gitlab,
  azuredevops,
  fix,
]);

export { Baseline, baselineOf, readBaseline } from '../findings/baseline.ts';
export type { Comparison, GoneFinding } from '../findings/baseline.ts';
export { fingerprint, type FindingIdentity } from '../findings/identity.ts';
export { compareReports, compareVerdicts, isAssessment } from '../findings/compare-reports.ts';
export type { DifferingVerdict, VerdictComparison } from '../findings/compare-reports.ts';
export { mergeReports, parseReport, type StoredReport } from '../findings/stored-report.ts';
export { isSeries, type ReportSeries, seriesOf, type TrendPoint } from '../findings/trend.ts';
export { fillTemplate, filledRemediation, type FilledText } from '../findings/fill-template.ts';
export { findingOf, recordOf } from '../findings/finding.ts';
export type { EntityReference, Finding, FindingOptions, FindingRecord, FindingSubject } from '../findings/finding.ts';
export type { Fact } from '../findings/reason.ts';
export type { SarifExtra, SarifOptions } from './sarif/options.ts';
export type { Grouping, TerminalOptions } from './terminal/options.ts';
export { endOf } from './reporter.ts';
export type { ReportContext, Reporter, ReportWriter } from './reporter.ts';
export type { Spool } from './spool.ts';

export type { Exclusion } from '../rules/exclusion.ts';
export type { Severity } from '../rules/severity.ts';
