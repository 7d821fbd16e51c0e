import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { HclNode, HclParser } from '../terraform/hcl/node.ts';

/** What is used of web-tree-sitter, an optional peer dependency: its types are not there when it is not installed. */
interface TreeSitter {
  readonly Parser: { new (): Parser; init(): Promise<void> };
  readonly Language: { load(bytes: Uint8Array): Promise<unknown> };
}

interface Parser {
  setLanguage(language: unknown): unknown;
  parse(text: string): Tree | null;
}

interface Tree {
  readonly rootNode: TreeNode;
  delete(): void;
}

interface TreeNode {
  readonly type: string;
  readonly isNamed: boolean;
  readonly isError: boolean;
  /** Whether it, or something in it, is no HCL, or is missing. */
  readonly hasError: boolean;
  readonly isMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number };
  readonly children: readonly (TreeNode | null)[];
}

/** Variables, so that no compiler or bundler looks for the packages. */
const PARSER: string = 'web-tree-sitter';
const GRAMMAR: string = '@tree-sitter-grammars/tree-sitter-hcl';

/** The packages that reading HCL needs. */
export const HCL_PACKAGES = [PARSER, GRAMMAR] as const;

let loaded: Promise<HclParser | undefined> | undefined;

/** The parser of HCL; undefined when its packages are not installed. It is loaded when it is first asked for. */
export function hclParser(): Promise<HclParser | undefined> {
  loaded ??= loadHcl((name) => import(name));
  return loaded;
}

/** Loads the parser anew. */
export async function loadHcl(load: (name: string) => Promise<unknown>): Promise<HclParser | undefined> {
  // Of the CJS build, a module has a file name and no URL.
  const require = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);
  let library: TreeSitter;
  let grammar: string;
  try {
    grammar = require.resolve(`${GRAMMAR}/tree-sitter-terraform.wasm`);
    library = (await load(PARSER)) as TreeSitter;
  } catch {
    return undefined;
  }
  await library.Parser.init();
  const parser = new library.Parser();
  parser.setLanguage(await library.Language.load(await readFile(grammar)));
  return (text, maxDepth) => {
    const tree = parser.parse(text);
    if (tree === null) return undefined;
    try {
      return plain(tree.rootNode, maxDepth, tree.rootNode.hasError);
    } finally {
      tree.delete();
    }
  };
}

/** The tree as plain data, which needs no memory of the library; undefined where it nests deeper than the limit. */
function plain(node: TreeNode, depth: number, mayBeBroken: boolean): HclNode | undefined {
  if (depth === 0) return undefined;
  const children: HclNode[] = [];
  for (const child of node.children) {
    if (child === null || child.type === 'comment') continue;
    const inner = plain(child, depth - 1, mayBeBroken);
    if (inner === undefined) return undefined;
    children.push(inner);
  }
  return {
    type: node.type,
    // Each is a call of the library.
    isBroken: mayBeBroken && (node.isError || node.isMissing),
    start: node.startIndex,
    end: node.endIndex,
    line: node.startPosition.row + 1,
    children,
  };
}
