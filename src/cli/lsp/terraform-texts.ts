import { blocksOf, childOf, type HclBlock, type HclNode, type HclParser } from '../../inventory/terraform/hcl/node.ts';
import { templateParts } from '../../inventory/terraform/hcl/text.ts';
import type { FileText } from './file-text.ts';

/** The grammar has several nodes for each level of the text. */
const MAX_DEPTH = 800;

/** The rules of the `dome9_ruleset` blocks of a Terraform file, where they are written out. */
export function terraformTexts(text: string, parse: HclParser): readonly FileText[] {
  const root = parse(text, MAX_DEPTH);
  const blocks = blocksOf(childOf(root, 'body'), text).filter(({ labels }) => labels[0] === 'dome9_ruleset');
  return blocks.flatMap((block) => logicIn(block, text)).sort((a, b) => a.start - b.start);
}

/** The text of an attribute that is written as `logic = …`, by itself. */
export function terraformText(attribute: string, parse: HclParser): FileText | undefined {
  const root = parse(attribute, MAX_DEPTH);
  const found = childOf(childOf(root, 'body'), 'attribute');
  return literalIn(childOf(found, 'expression'), attribute);
}

function logicIn(block: HclBlock, text: string): readonly FileText[] {
  const own = literalIn(block.attributes.get('logic'), text);
  return [...(own === undefined ? [] : [own]), ...block.blocks.flatMap((inner) => logicIn(inner, text))];
}

/** A text in quotes or a heredoc, of which nothing is put in from elsewhere. */
function literalIn(expression: HclNode | undefined, source: string): FileText | undefined {
  let node = expression;
  while (node !== undefined && !TEXTS.has(node.type)) node = node.children.length === 1 ? node.children[0] : undefined;
  if (node === undefined) return undefined;
  const parts = templateParts(node, source);
  const texts = parts.filter((part) => typeof part === 'string');
  if (texts.length !== parts.length) return undefined;
  const notation = node.type === 'heredoc_template' ? 'block' : 'double-quoted';
  return { text: texts.join(''), start: node.start, end: node.end, notation, readAs: 'rule' };
}

const TEXTS: ReadonlySet<string> = new Set(['string_lit', 'quoted_template', 'heredoc_template']);
