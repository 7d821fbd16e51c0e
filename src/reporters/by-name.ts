import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

/** Every report format, loaded when it is asked for: a run of the command writes one or two of them. In the order of `reporters`. */
const LOADED: Readonly<Record<string, () => Promise<Reporter>>> = {
  // The usual one.
  pretty: () => Promise.resolve(pretty),
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  sarif: async () => (await import('./sarif/sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  csv: async () => (await import('./csv.ts')).csv,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  ocsf: async () => (await import('./ocsf.ts')).ocsf,
  asff: async () => (await import('./asff/asff.ts')).asff,
  'asff-batches': async () => (await import('./asff/asff.ts')).asffBatches,
  'cloudguard-json': async () => (await import('./cloudguard-json.ts')).cloudguardJson,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  azuredevops: async () => (await import('./azuredevops.ts')).azuredevops,
  fix: async () => (await import('./fix.ts')).fix,
};

/** What `--format` takes. */
export const reporterNames: readonly string[] = Object.keys(LOADED);

/** The format of a name; undefined where there is none. */
export async function reporterNamed(name: string): Promise<Reporter | undefined> {
  return Object.hasOwn(LOADED, name) ? await LOADED[name]?.() : undefined;
}
