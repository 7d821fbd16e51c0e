/**
 * `npm run bench` for evaluation beside other engines, `npm run bench -- reports` for what reports cost,
 * `npm run bench -- html` for what the page costs a browser, `npm run bench -- editor` for a key press in the language server,
 * `npm run bench -- rules` for what rules cost until they are ready,
 * `npm run bench -- inventories` for what readers cost beside programs by hand, and evidence an assessment,
 * `npm run bench -- start` for what the shortest runs take,
 * `npm run bench -- adversarial` for what the worst rules and entities cost, `npm run bench -- growth` for how cost grows.
 */
const [, , which] = process.argv;
const others = ['reports', 'html', 'adversarial', 'growth', 'process', 'editor', 'rules', 'inventories', 'start'];
await import(others.includes(which ?? '') ? `./${which}.ts` : './run.ts');
