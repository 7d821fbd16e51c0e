import type { Example } from './example.ts';

/** The examples that were built in. */
export function builtInExamples(): readonly Example[] {
  const text = document.getElementById('examples')?.textContent ?? '[]';
  return JSON.parse(text) as readonly Example[];
}
