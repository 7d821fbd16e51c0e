/*
 * What a command prints at a terminal, with its colours, as SVG: a text that can be read and searched, and is written the
 * same each time.
 */

/** Of a dark terminal; each has a contrast of 4.5 and more to the ground. */
const COLORS: Readonly<Record<string, string>> = { 31: '#ff8178', 32: '#56d364', 33: '#e3b341', 36: '#76d9e6' };
const GROUND = '#0f1318';
const TEXT = '#e3e8ee';
const DIM = '#9aa5b1';

const COLUMN = 8.43;
const LINE = 19;
const MARGIN = 18;

interface Style {
  readonly color: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

const PLAIN: Style = { color: undefined, bold: false, dim: false };

/**
 * @param command what was typed
 * @param printed with the codes of colours
 * @param columns width of the terminal
 */
export function terminalSvg(command: string, printed: string, columns: number): string {
  const lines = [`\u001b[2m$ \u001b[22m\u001b[1m${command}\u001b[22m`, ...printed.trimEnd().split('\n')];
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  let style = PLAIN;
  const texts = lines.map((line, index) => {
    const spans: string[] = [];
    for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+)/gu)) {
      if (code !== undefined) style = after(style, code);
      else if (text !== undefined) spans.push(span(text, style));
    }
    return `<text x="${MARGIN}" y="${MARGIN + 14 + index * LINE}">${spans.join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(command)}">
<rect width="100%" height="100%" rx="8" fill="${GROUND}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${TEXT}">
${texts.join('\n')}
</g>
</svg>
`;
}

function after(style: Style, code: string): Style {
  switch (code) {
    case '1':
      return { ...style, bold: true };
    case '2':
      return { ...style, dim: true };
    case '22':
      return { ...style, bold: false, dim: false };
    case '39':
      return { ...style, color: undefined };
    default:
      return { ...style, color: COLORS[code] };
  }
}

function span(text: string, { color, bold, dim }: Style): string {
  const fill = color ?? (dim ? DIM : undefined);
  // Spaces at the start and in a row are lost otherwise: of the ways to keep them, this one works wherever SVG is shown.
  const kept = escaped(text).replaceAll(' ', '\u00a0');
  const attributes = `${fill === undefined ? '' : ` fill="${fill}"`}${bold ? ' font-weight="bold"' : ''}`;
  return attributes === '' ? kept : `<tspan${attributes}>${kept}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
