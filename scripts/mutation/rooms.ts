/*
 * Which tests are asked of a room's mutants: those of the language, and those of the room itself. Those that need the build
 * or take another process are not among them.
 */

const LANGUAGE = [
  'conformance/conformance',
  'functions',
  'plan',
  'unknown',
  'limits',
  'back-ends',
  'differential',
  'properties',
  'compile',
  'precompiled',
];
const DATA = [
  'values/',
  'run/',
  'functions/',
  'assess/',
  'fuzz/fuzz',
  'findings/value-text',
  'findings/explain-rule',
  'findings/reason',
  'inventory/terraform-unknown',
];
const ASSESSED = [
  'assess/',
  'run/every-kind',
  'run/evidence-much',
  'run/known-parts',
  'findings/finding',
  'findings/reason',
  'rules/tested',
  'rules/exclusions',
  'rules/template-conditions',
  'inventory/several-sources',
];
const TEXT = ['syntax/', 'check/', 'diagnostics', 'text/', 'fuzz/fuzz', 'generated'];

export const TESTS: Readonly<Record<string, readonly string[]>> = {
  syntax: [...LANGUAGE, ...TEXT],
  check: ['conformance/conformance', 'functions', 'properties', ...TEXT],
  values: [...LANGUAGE, ...DATA, 'diagnostics'],
  functions: [...LANGUAGE, ...DATA, 'diagnostics', 'check/', 'generated', 'misuse'],
  plan: [...LANGUAGE, ...DATA],
  run: [...LANGUAGE, ...DATA, 'misuse'],
  assess: [...ASSESSED, 'conformance/conformance', 'unknown', 'limits', 'misuse', 'diagnostics'],
};

/** Tests of these rooms that need much more time than they tell of a mutant, as those of `test/adversarial.test.ts` do. */
export const TOO_SLOW: readonly string[] = [
  'test/limits.test.ts > nested blocks > also over other entities',
  'test/limits.test.ts > nested blocks > that look at too many elements end in an error, evaluated and explained',
  'test/values/equality.test.ts > one judge for many entities > gives each its whole budget of work',
];
