import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

/** Every report format, by name. */
export const reporters: readonly Reporter[] = Object.freeze([pretty, json, ndjson]);

export { findingOf, type Finding } from '../findings/finding.ts';
export type { ReportContext, Reporter, ReportWriter } from './reporter.ts';
