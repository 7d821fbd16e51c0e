import { ALLOWED, licences } from './licence-list.ts';

/*
 * `npm run licences -- [--all]`: the packages that users get, with their licences; with `--all` those of development too.
 * Ends with exit code 1 where a package that users get has a licence that is not among those that the project takes.
 */

const isAll = process.argv.includes('--all');
for (const { name, version, licence, use } of licences()) {
  if (use === 'development' && !isAll) continue;
  const isAllowed = ALLOWED.has(licence) || use === 'development';
  if (!isAllowed) process.exitCode = 1;
  console.log(`${`${name}@${version}`.padEnd(48)} ${licence.padEnd(16)} ${use}${isAllowed ? '' : '  NOT ALLOWED'}`);
}
