import type { RE2JS } from 're2js';

/*
 * The engine of patterns is the largest thing that rules can need (two thirds of all code that judges), and most rules
 * need none: it is loaded with the first pattern that is more than plain text. Evaluation is synchronous. On Node a
 * module can be loaded at once; elsewhere it cannot, so there `loadPatterns` comes first, and bundlers make it a part of
 * its own.
 */

type Engine = typeof RE2JS;

let engine: Engine | undefined;

/**
 * Loads what `regexMatch` needs. Only for browsers and bundled programs, before rules are compiled or checked; on Node
 * it is loaded when it is needed.
 *
 * @example
 * await loadPatterns();
 * const rule = compileRule('IamUser should have name regexMatch /^svc-\\d+$/');
 * rule.evaluate({ type: 'IamUser', name: 'svc-7' }).status // 'passed'
 */
export async function loadPatterns(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/** The engine; undefined where it is not loaded and cannot be loaded at once. */
export function patternEngine(): Engine | undefined {
  engine ??= requiredEngine();
  return engine;
}

function requiredEngine(): Engine | undefined {
  try {
    const { createRequire } = globalThis.process.getBuiltinModule('node:module');
    return (createRequire(import.meta.url)('re2js') as { readonly RE2JS: Engine }).RE2JS;
  } catch {
    return undefined;
  }
}
