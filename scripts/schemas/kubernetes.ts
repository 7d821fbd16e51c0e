import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { withPackage } from './package-files.ts';
import type { Shape, Structure } from './shape.ts';

/* The interfaces of https://www.npmjs.com/package/kubernetes-types, which are made from the OpenAPI document. */

interface Declared {
  readonly file: string;
  readonly node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
}

/** Every kind of Kubernetes objects, as `KubernetesPod`; of a kind with several versions, what any of them has. */
export function kubernetesTypes(packageName: string): Map<string, Structure> {
  return withPackage(packageName, (folder) => new Reader(folder).types());
}

class Reader {
  private readonly declared = new Map<string, Declared>();
  private readonly imports = new Map<string, string>();
  private readonly structures = new Map<string, Structure>();

  constructor(folder: string) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
    for (const name of files) this.read(join(folder, name));
  }

  types(): Map<string, Structure> {
    const versions = new Map<string, string[]>();
    for (const [key, { node }] of this.declared) {
      if (!ts.isInterfaceDeclaration(node)) continue;
      const kind = kindOf(node);
      if (kind === undefined || kind.endsWith('List') || kind !== node.name.text) continue;
      versions.set(kind, [...(versions.get(kind) ?? []), key]);
    }
    return new Map([...versions].map(([kind, keys]) => [`Kubernetes${kind}`, this.structureOf(keys)]));
  }

  private read(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        this.declared.set(`${file}#${statement.name.text}`, { file, node: statement });
      } else if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
        const from = `${resolve(dirname(file), statement.moduleSpecifier.text)}.d.ts`;
        const names = statement.importClause?.namedBindings;
        if (names === undefined || !ts.isNamedImports(names)) continue;
        for (const { name, propertyName } of names.elements) {
          this.imports.set(`${file}#${name.text}`, `${from}#${(propertyName ?? name).text}`);
        }
      }
    }
  }

  /** The structure of one interface, or of all versions of one together. */
  private structureOf(keys: readonly string[]): Structure {
    const all = [...new Set(keys)].sort();
    const known = this.structures.get(all.join());
    if (known !== undefined) return known;
    const structure: Structure = { properties: new Map() };
    this.structures.set(all.join(), structure);
    const types = new Map<string, { readonly file: string; readonly type: ts.TypeNode }[]>();
    for (const key of all) {
      const found = this.declared.get(key);
      if (found === undefined || !ts.isInterfaceDeclaration(found.node)) continue;
      for (const member of found.node.members) {
        if (!ts.isPropertySignature(member) || member.type === undefined) continue;
        const name = member.name.getText().replaceAll(/['"]/gu, '');
        types.set(name, [...(types.get(name) ?? []), { file: found.file, type: member.type }]);
      }
      // What the vendor adds to containers, from their command and arguments.
      if (/#(?:Ephemeral)?Container$/u.test(key)) structure.properties.set('parsedArgs', [PARSED_ARGUMENT]);
    }
    for (const [name, found] of types) structure.properties.set(name, this.shapeOf(found));
    return structure;
  }

  private shapeOf(types: readonly { readonly file: string; readonly type: ts.TypeNode }[]): Shape {
    const [first] = types;
    if (first === undefined) return 'any';
    const { type } = first;
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
    if (type.kind === ts.SyntaxKind.NumberKeyword) return 'number';
    if (ts.isTypeLiteralNode(type)) return 'object';
    if (!ts.isTypeReferenceNode(type)) return 'any';
    const name = type.typeName.getText();
    if (name === 'Array' || name === 'ReadonlyArray') {
      const elements = types.flatMap(({ file: from, type: list }) =>
        ts.isTypeReferenceNode(list) && list.typeArguments?.[0] !== undefined
          ? [{ file: from, type: list.typeArguments[0] }]
          : [],
      );
      const inner = this.shapeOf(elements);
      return typeof inner === 'object' && 'properties' in inner ? [inner] : 'list';
    }
    const keys = types.map((one) => this.keyOf(one.file, one.type.getText()));
    const target = this.declared.get(keys[0] ?? '');
    if (target === undefined) return 'any';
    if (ts.isTypeAliasDeclaration(target.node)) {
      return ALIASES.has(name) ? 'any' : this.shapeOf([{ file: target.file, type: target.node.type }]);
    }
    return target.node.members.length === 0 ? 'any' : this.structureOf(keys);
  }

  private keyOf(file: string, name: string): string {
    const own = `${file}#${name}`;
    return this.imports.get(own) ?? own;
  }
}

/** Text in forms of their own: times, amounts, numbers or names. */
const ALIASES: ReadonlySet<string> = new Set(['IntOrString', 'MicroTime', 'Quantity', 'Time']);
const PARSED_ARGUMENT: Structure = {
  properties: new Map([
    ['key', 'any'],
    ['value', 'any'],
  ]),
};

function kindOf(node: ts.InterfaceDeclaration): string | undefined {
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) || member.name.getText() !== 'kind') continue;
    if (member.type !== undefined && ts.isLiteralTypeNode(member.type) && ts.isStringLiteral(member.type.literal)) {
      return member.type.literal.text;
    }
  }
  return undefined;
}
