import { jsonText } from './json-text.ts';
import type { ReportContext } from './reporter.ts';

/** The version of what JSON reports hold. The number before the dot changes where a reader of older reports would fail. */
export const SCHEMA_VERSION = '1.0';

/** Where the JSON Schemas of a version of the package are published. */
export function schemaUrl(version: string, name: 'report' | 'ruleset' | 'exclusions' | 'config'): string {
  return `https://unpkg.com/gsl-engine@${version}/schemas/${name}.schema.json`;
}

/** What reports of JSON say of themselves, as an object of JSON that is still open. */
export function reportHead({ version, now }: Pick<ReportContext, 'version' | 'now'>): string {
  const head = {
    $schema: schemaUrl(version, 'report'),
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'gsl', version },
    now: now.toISOString(),
  };
  return jsonText(head).slice(0, -1);
}
