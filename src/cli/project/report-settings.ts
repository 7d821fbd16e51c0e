import { defined } from '../../text/defined.ts';
import type { ReportFlags } from '../report-run.ts';
import type { ProjectSettings } from './schema.ts';

/** What a project says of reports and the exit code, under the names of the flags. */
export function reportSettings(
  { output }: Pick<ReportFlags, 'output'>,
  { formats, baseline, newOnly, failOn, allowEmpty, groupBy, maxWarnings, limit }: ProjectSettings,
): ReportFlags {
  return defined({
    ...{ baseline, newOnly, failOn, allowEmpty, groupBy },
    format: output === undefined ? formats : undefined,
    maxWarnings: maxWarnings === undefined ? undefined : String(maxWarnings),
    limit: limit === undefined ? undefined : String(limit),
  });
}
