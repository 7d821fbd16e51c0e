import { writeFileSync } from 'node:fs';
import { programModule } from './html-report-bundle.ts';

/*
 * Bundles the program and the style sheet of the HTML report (apps/html-report) into src/reporters/html-program.ts, so that
 * the library needs neither preact nor a bundler. `npm run html-report`; a test fails where the two differ.
 */
writeFileSync('src/reporters/html-program.ts', await programModule());
