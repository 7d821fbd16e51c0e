/** `npm run bench` for evaluation beside other engines, `npm run bench -- reports` for what reports cost. */
await import(process.argv[2] === 'reports' ? './reports.ts' : './run.ts');
