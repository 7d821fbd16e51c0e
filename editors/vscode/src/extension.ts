import * as vscode from 'vscode';
import { LanguageClient, type ServerOptions } from 'vscode-languageclient/node';
import { registerExplain } from './explain.ts';
import { registerTests } from './tests.ts';

let client: LanguageClient | undefined;

/** Starts the server, and what the protocol has no word for: explanations, and the tests of rules. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = clientOf(await serverOf());
  const restart = vscode.commands.registerCommand('gsl.restart', () => client?.restart());
  // Programs of a folder run only when somebody trusts it.
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(
    () => void vscode.commands.executeCommand('workbench.action.reloadWindow'),
  );
  context.subscriptions.push(restart, trusted, ...registerExplain(client), ...registerTests(client));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function clientOf(server: ServerOptions): LanguageClient {
  const settings = vscode.workspace.getConfiguration('gsl');
  const inventory = settings.get<readonly string[]>('inventory', []);
  const lists = settings.get<string>('lists', '');
  return new LanguageClient('gsl', 'GSL', server, {
    documentSelector: ['gsl', 'yaml', 'json', 'terraform', 'opentofu'].map((language) => ({
      scheme: 'file',
      language,
    })),
    initializationOptions: { inventory, lists, trusted: vscode.workspace.isTrusted },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml,json,ndjson,csv,gz,tf}') },
  });
}

/** The server of the settings, of the folder's packages where it is trusted, or of the path. */
async function serverOf(): Promise<ServerOptions> {
  const [command, ...args] = vscode.workspace.getConfiguration('gsl').get<readonly string[]>('server.command', []);
  if (command !== undefined) return { command, args: [...args] };
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder !== undefined && vscode.workspace.isTrusted) {
    const own = vscode.Uri.joinPath(folder.uri, 'node_modules/gsl-engine/dist/cli/bin.js');
    try {
      await vscode.workspace.fs.stat(own);
      return { module: own.fsPath, args: ['lsp'] };
    } catch {
      // The folder has none of its own.
    }
  }
  return { command: process.platform === 'win32' ? 'gsl.cmd' : 'gsl', args: ['lsp'] };
}
