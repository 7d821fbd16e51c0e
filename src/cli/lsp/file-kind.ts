/** What a file that is open holds. */
export type FileKind = 'rule' | 'ruleset' | 'exclusions' | 'project' | 'terraform' | 'other';

/**
 * What a file holds: by its name, and of YAML and JSON, which hold all kinds of things, by what is in it. Of what is none of
 * ours nothing is said.
 *
 * @param exclusions the files that the project names as its exclusions
 */
export function fileKindOf(file: string, text: string, exclusions: ReadonlySet<string>): FileKind {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).toLowerCase();
  if (name.endsWith('.gsl')) return 'rule';
  if (/\.(?:tf|tofu)$/u.test(name)) return 'terraform';
  if (/^gsl\.(?:ya?ml|json)$/u.test(name)) return 'project';
  if (!/\.(?:ya?ml|json)$/u.test(name)) return 'other';
  if (exclusions.has(file) || /exclusion|accepted/u.test(name)) return 'exclusions';
  if (/^[ \t]*["']?exclusions["']?[ \t]*:/mu.test(text.slice(0, 2_000))) return 'exclusions';
  // Also of an export on one line.
  return /(?:^|[\s{,"'-])["']?logic["']?[ \t]*:/u.test(text) ? 'ruleset' : 'other';
}
