export { loadCompiled, type LoadOptions, PrecompiledRule, type Verdict } from './load.ts';
export type { CompiledFile } from './stored.ts';
