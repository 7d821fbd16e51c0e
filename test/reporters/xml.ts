/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Strict about what reports write: declaration, elements, attributes in double quotes, text. Throws on all else. */
export function parseXml(document: string): XmlElement {
  // What XML 1.0 cannot hold, whole or half.
  if (/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(document)) throw new Error('illegal character');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  let at = declaration.length;
  const expect = (pattern: RegExp): RegExpExecArray => {
    const sticky = new RegExp(pattern, 'uy');
    sticky.lastIndex = at;
    const match = sticky.exec(document);
    if (match === null) throw new Error(`expected ${pattern.source} at ${document.slice(at, at + 40)}`);
    at = sticky.lastIndex;
    return match;
  };
  const element = (): XmlElement => {
    const name = expect(/<([a-z-]+)/)[1]!;
    const attributes: Record<string, string> = {};
    while (document[at] === ' ') {
      const [, key, value] = expect(/ ([a-z-]+)="([^"<]*)"/);
      if (Object.hasOwn(attributes, key!)) throw new Error(`twice: ${key!}`);
      attributes[key!] = decode(value!);
    }
    if (expect(/\/?>/)[0] === '/>') return { name, attributes, children: [], text: '' };
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      text += decode(expect(/[^<]*/)[0]);
      if (document.startsWith('</', at)) break;
      children.push(element());
    }
    expect(new RegExp(`</${name}>`));
    return { name, attributes, children, text };
  };
  const root = element();
  if (document.slice(at).trim() !== '') throw new Error('text after the document');
  return root;
}

function decode(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)|\]\]>/u.test(text)) throw new Error(`stray in ${text}`);
  return text.replace(/&(?:(\w+)|#(\d+));/gu, (_, name: string | undefined, code: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : ENTITIES[name]!,
  );
}
