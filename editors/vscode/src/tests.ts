import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

interface PlainRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

interface TestedRule {
  readonly id: string;
  readonly label: string;
  readonly range: PlainRange;
  readonly tests: readonly { readonly index: number; readonly label: string; readonly range: PlainRange }[];
}

interface TestOutcome {
  readonly id: string;
  readonly index: number;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
}

const FILES = '**/*.{yaml,yml,json}';
const MAX_FILES = 1_000;

/** The tests that stand with rules, in the test explorer. */
export function registerTests(client: LanguageClient): readonly vscode.Disposable[] {
  const controller = vscode.tests.createTestController('gsl', 'GSL rules');
  controller.resolveHandler = async (item) => {
    if (item !== undefined) return;
    for (const uri of await vscode.workspace.findFiles(FILES, '**/node_modules/**', MAX_FILES)) await discover(uri);
  };
  const discover = async (uri: vscode.Uri): Promise<void> => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const hasTests = /\blogic["']?\s*:/u.test(text) && /\btests["']?\s*:/u.test(text);
    const rules = hasTests ? await client.sendRequest<readonly TestedRule[]>('gsl/tests', { uri: uri.toString() }) : [];
    if (rules.length === 0) {
      controller.items.delete(uri.toString());
      return;
    }
    const file = controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
    for (const rule of rules) {
      const item = controller.createTestItem(rule.id, rule.label, uri);
      item.range = rangeOf(rule.range);
      for (const test of rule.tests) {
        const own = controller.createTestItem(`${rule.id}#${test.index}`, test.label, uri);
        own.range = rangeOf(test.range);
        item.children.add(own);
      }
      file.children.add(item);
    }
    controller.items.add(file);
  };
  const run = async (request: vscode.TestRunRequest): Promise<void> => {
    const running = controller.createTestRun(request);
    const roots: vscode.TestItem[] = [];
    controller.items.forEach((item) => roots.push(item));
    for (const [uri, wanted] of byFile(request.include ?? roots)) {
      const outcomes = await client.sendRequest<readonly TestOutcome[]>('gsl/runTests', { uri });
      const byId = new Map(outcomes.map((outcome) => [`${outcome.id}#${outcome.index}`, outcome]));
      for (const item of wanted) tell(running, item, byId.get(item.id));
    }
    running.end();
  };
  const profile = controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, run, true);
  const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => void discover(uri));
  return [controller, profile, saved];
}

/** The tests below some items, by the file that they stand in. */
function byFile(items: readonly vscode.TestItem[]): ReadonlyMap<string, readonly vscode.TestItem[]> {
  const files = new Map<string, vscode.TestItem[]>();
  const add = (item: vscode.TestItem): void => {
    if (item.children.size > 0) item.children.forEach(add);
    else if (item.uri !== undefined) files.set(item.uri.toString(), [...(files.get(item.uri.toString()) ?? []), item]);
  };
  items.forEach(add);
  return files;
}

function tell(running: vscode.TestRun, item: vscode.TestItem, outcome: TestOutcome | undefined): void {
  if (outcome === undefined) running.skipped(item);
  else if (outcome.passed) running.passed(item);
  else running.failed(item, vscode.TestMessage.diff(outcome.message, outcome.expected, outcome.actual));
}

function rangeOf({ start, end }: PlainRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
