/** A node of a tree of HCL, by the names of tree-sitter's grammar. */
export interface HclNode {
  readonly type: string;
  /** Whether the text here is not HCL, or something is missing. */
  readonly isBroken: boolean;
  /** Where its text begins and ends in that of the file. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** Without comments. */
  readonly children: readonly HclNode[];
}

/** Parses a text; undefined where it nests deeper than the limit. */
export type HclParser = (text: string, maxDepth: number) => HclNode | undefined;

/** An HCL block: its labels, attributes and blocks. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  /** The expressions of its attributes, by name. */
  readonly attributes: ReadonlyMap<string, HclNode>;
  readonly blocks: readonly HclBlock[];
  /** The first place in it that is not HCL. */
  readonly broken: HclNode | undefined;
}

/** The first child of a type. */
export function childOf(node: HclNode | undefined, type: string): HclNode | undefined {
  return node?.children.find((child) => child.type === type);
}

/** The blocks of a body. */
export function blocksOf(body: HclNode | undefined, text: string): readonly HclBlock[] {
  return (body?.children ?? []).filter(({ type }) => type === 'block').map((block) => blockOf(block, text));
}

/** The expressions of a body's attributes, by name. */
export function attributesOf(body: HclNode | undefined, text: string): ReadonlyMap<string, HclNode> {
  const attributes = new Map<string, HclNode>();
  for (const child of body?.children ?? []) {
    const name = child.type === 'attribute' ? childOf(child, 'identifier') : undefined;
    const expression = childOf(child, 'expression');
    if (name !== undefined && expression !== undefined) attributes.set(text.slice(name.start, name.end), expression);
  }
  return attributes;
}

function blockOf(block: HclNode, text: string): HclBlock {
  const [type, ...labels] = block.children
    .filter((child) => child.type === 'identifier' || child.type === 'string_lit')
    .map((child) => text.slice(child.start, child.end).replace(/^"|"$/gu, ''));
  const body = childOf(block, 'body');
  return {
    type: type ?? '',
    labels,
    line: block.line,
    attributes: attributesOf(body, text),
    blocks: blocksOf(body, text),
    broken: brokenIn(block),
  };
}

/** The first node in a tree that is not HCL. */
export function brokenIn(node: HclNode): HclNode | undefined {
  if (node.isBroken) return node;
  for (const child of node.children) {
    const found = brokenIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
