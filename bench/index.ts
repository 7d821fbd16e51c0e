/**
 * `npm run bench` for evaluation beside other engines, `npm run bench -- reports` for what reports cost,
 * `npm run bench -- adversarial` for what the worst rules and entities cost.
 */
const [, , which] = process.argv;
await import(which === 'reports' || which === 'adversarial' ? `./${which}.ts` : './run.ts');
