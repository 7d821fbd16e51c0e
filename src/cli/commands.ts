import type { CommandEntry } from './command.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'evaluate',
    description: 'judge the entities of inventory files by rules',
    load: async () => (await import('./commands/evaluate.ts')).declareEvaluate,
  },
  {
    name: 'merge',
    description: 'make one report of parts that were evaluated apart',
    load: async () => (await import('./commands/merge.ts')).declareMerge,
  },
  {
    name: 'check',
    description: 'say whether rules can be run, and what is odd about them',
    load: async () => (await import('./commands/check.ts')).declareCheck,
  },
  {
    name: 'report',
    description: 'convert, merge and compare reports',
    load: async () => (await import('./commands/report.ts')).declareReport,
  },
  {
    name: 'explain',
    description: 'show how a rule comes to its verdict on the entities of a file',
    load: async () => (await import('./commands/explain.ts')).declareExplain,
  },
  {
    name: 'test',
    description: 'run the tests that stand with rules',
    load: async () => (await import('./commands/test.ts')).declareTest,
  },
  {
    name: 'lsp',
    description: 'serve the language to an editor (Language Server Protocol)',
    load: async () => (await import('./commands/lsp.ts')).declareLsp,
  },
  {
    name: 'sql',
    description: 'write rules as queries of a database',
    load: async () => (await import('./commands/sql.ts')).declareSql,
  },
  {
    name: 'fmt',
    description: 'write rules in their canonical form',
    load: async () => (await import('./commands/fmt.ts')).declareFmt,
  },
  {
    name: 'rules',
    description: 'list rules, or show all that is known of one',
    load: async () => (await import('./commands/rules.ts')).declareRules,
  },
  {
    name: 'docs',
    description: 'write a site about rules: a list to filter, and a page for each',
    load: async () => (await import('./commands/docs.ts')).declareDocs,
  },
  {
    name: 'collect',
    description: 'print the read-only commands that make the inventory which rules need, or the IAM policy for them',
    load: async () => (await import('./commands/collect.ts')).declareCollect,
  },
  {
    name: 'convert',
    description: 'write rulesets as CloudGuard takes them: JSON of the portal, or Terraform',
    load: async () => (await import('./commands/convert.ts')).declareConvert,
  },
  {
    name: 'compile',
    description: 'compile rules ahead, into a module or a file of plans that runs without the parser',
    load: async () => (await import('./commands/compile.ts')).declareCompile,
  },
  {
    name: 'parse',
    description: 'print the syntax tree of a rule as JSON',
    load: async () => (await import('./commands/parse.ts')).declareParse,
  },
  {
    name: 'functions',
    description: 'list the functions of the language, or show one',
    load: async () => (await import('./commands/functions.ts')).declareFunctions,
  },
  {
    name: 'playground',
    description: 'open a page to try rules in, offline',
    load: async () => (await import('./commands/playground.ts')).declarePlayground,
  },
  {
    name: 'mcp',
    description: 'serve assistants that write rules: check, explain and evaluate by the Model Context Protocol',
    load: async () => (await import('./commands/mcp.ts')).declareMcp,
  },
  {
    name: 'demo',
    description: 'judge the sample that comes with the package, and write a page and a script',
    load: async () => (await import('./commands/demo.ts')).declareDemo,
  },
  {
    name: 'init',
    description: 'write a project file and a first rule with its tests',
    load: async () => (await import('./commands/init.ts')).declareInit,
  },
  {
    name: 'completion',
    description: 'print what makes a shell complete the words of gsl: bash, zsh or fish',
    load: async () => (await import('./commands/completion.ts')).declareCompletion(commands),
  },
];
