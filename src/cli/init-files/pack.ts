import { ruleFile } from './rule-file.ts';

/** A file of a pack that begins, by its path in the pack. */
interface PackFile {
  readonly name: string;
  readonly text: string;
}

/**
 * What a pack of rules for npm begins with: it works as it is (`npm test` checks and tests its rules), and what its package.json
 * has under `gsl` is what `--rules npm:NAME` takes.
 */
export function packFiles(name: string, engine: string): readonly PackFile[] {
  const prefix = prefixOf(name);
  return [
    { name: 'package.json', text: manifest(name, engine) },
    { name: 'rules/iam.yaml', text: ruleFile(`${name}: IAM`, prefix) },
    { name: 'README.md', text: readme(name, prefix) },
  ];
}

/** `@acme/aws-rules` numbers its rules `ACME.…`. */
function prefixOf(name: string): string {
  const [first = ''] = name.replace(/^@/u, '').split(/[/.-]/u);
  return first.replaceAll(/[^A-Za-z\d]/gu, '').toUpperCase() || 'MY';
}

function manifest(name: string, engine: string): string {
  const fields = {
    name,
    version: '0.1.0',
    description: 'Rules in GSL for cloud inventories',
    keywords: ['gsl', 'gsl-rules', 'cloud', 'compliance'],
    files: ['rules'],
    gsl: { rules: ['rules/'] },
    scripts: { test: 'gsl check --max-warnings 0 && gsl test --coverage' },
    devDependencies: { 'gsl-engine': `^${engine}` },
  };
  return `${JSON.stringify(fields, undefined, 2)}\n`;
}

function readme(name: string, prefix: string): string {
  return `# ${name}

Rules in GSL for [gsl-engine](https://www.npmjs.com/package/gsl-engine).

\`\`\`sh
npm install --save-dev gsl-engine ${name}
npx gsl evaluate INVENTORY --rules npm:${name}
\`\`\`

Or in \`gsl.yaml\`:

\`\`\`yaml
inputs: [inventory]
rules: ["npm:${name}"]
\`\`\`

The version that is installed is taken, and reports tell which. A single rule by its id: \`--id ${prefix}.IAM.1\`.

## Work on it

\`npm install && npm test\` checks the rules and runs their tests. Raise the version with every change of what a rule means:
\`npm version minor && npm publish\`. Only rule files belong into the package: none of its code is run.
`;
}
