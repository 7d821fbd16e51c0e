import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** What `gsl/explain` gives for each entity of the inventory. */
interface JudgedEntity {
  readonly label: string;
  readonly type: string;
  readonly status: string;
  readonly explanation: string;
}

const SCHEME = 'gsl-explanation';

/** The command that shows how a rule comes to its verdict on an entity that is chosen. */
export function registerExplain(client: LanguageClient): readonly vscode.Disposable[] {
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const command = vscode.commands.registerCommand(
    'gsl.explain',
    async (given?: string, at?: { line: number; character: number }) => {
      const editor = vscode.window.activeTextEditor;
      const uri = given ?? editor?.document.uri.toString();
      const position = at ?? editor?.selection.active;
      if (uri === undefined || position === undefined) return;
      const { line, character } = position;
      const judged = await client.sendRequest<readonly JudgedEntity[] | null>('gsl/explain', {
        uri,
        position: { line, character },
      });
      if (judged === null || judged.length === 0) {
        void vscode.window.showInformationMessage(
          'GSL: no rule here, or no entity of its target in the inventory of gsl.yaml',
        );
        return;
      }
      const picks = judged.map((one) => ({ label: one.label, description: `${one.status}  ${one.type}`, one }));
      const chosen = await vscode.window.showQuickPick(picks, {
        title: 'Explain on this entity',
        matchOnDescription: true,
      });
      if (chosen === undefined) return;
      const shown = vscode.Uri.from({ scheme: SCHEME, path: `/${chosen.label}.txt`, query: String(texts.size) });
      texts.set(shown.toString(), chosen.one.explanation);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(shown), {
        preview: true,
        viewColumn: vscode.ViewColumn.Beside,
      });
    },
  );
  return [provider, command];
}
