/** What should be a list in a stored report. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What should be text in a stored report. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
