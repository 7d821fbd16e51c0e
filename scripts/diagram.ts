import type { ISerializedGast } from 'chevrotain';

/** Boxes and tracks of one production, as SVG. A small layout of our own: the library's page loads its scripts from the network. */
interface Box {
  readonly width: number;
  /** Above and below the track. */
  readonly up: number;
  readonly down: number;
  readonly draw: (x: number, y: number) => string;
}

type Gast = ISerializedGast & {
  readonly name?: string;
  readonly label?: string;
  readonly definition?: readonly Gast[];
  readonly separator?: Gast;
};

const GAP = 12;
const RISE = 14;

/** A production of the grammar, as the parser gives it. */
export type Production = Gast & { readonly name: string; readonly definition: readonly Gast[] };

/**
 * The railroad diagram of a production, as an SVG element. Boxes of other productions are links to `#name`; who follows
 * them by the keyboard needs `group` for its role.
 */
export function diagramOf({ name, definition }: Production, role: 'img' | 'group' = 'img'): string {
  const box = sequence(definition);
  const width = box.width + 4 * GAP;
  const y = box.up + GAP;
  const ends = `${line(GAP, y, 2 * GAP, y)}${line(2 * GAP + box.width, y, 3 * GAP + box.width, y)}<circle cx="${GAP}" cy="${y}" r="4"/><circle cx="${3 * GAP + box.width}" cy="${y}" r="4"/>`;
  return `<svg width="${width}" height="${y + box.down + GAP}" role="${role}" aria-label="${name}">${ends}${box.draw(2 * GAP, y)}</svg>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${x1} ${y1}L${x2} ${y2}"/>`;
}

function escape(text: string): string {
  return text.replace(
    /[&<>"]/gu,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
  );
}

function label(text: string, kind: 'word' | 'part'): Box {
  const width = text.length * 8 + 20;
  return {
    width,
    up: 14,
    down: 14,
    draw: (x, y) => {
      const box = `<rect class="${kind}" x="${x}" y="${y - 14}" width="${width}" height="28" rx="${kind === 'word' ? 14 : 2}"/><text x="${x + width / 2}" y="${y + 5}">${escape(text)}</text>`;
      return kind === 'part' ? `<a href="#${text}">${box}</a>` : box;
    },
  };
}

function sequence(items: readonly Gast[]): Box {
  const boxes = items.map(boxOf);
  return {
    width: boxes.reduce((sum, { width }) => sum + width, 0) + GAP * Math.max(0, boxes.length - 1),
    up: Math.max(...boxes.map(({ up }) => up)),
    down: Math.max(...boxes.map(({ down }) => down)),
    draw: (x, y) => {
      let at = x;
      return boxes
        .map((box, index) => {
          const track = index === 0 ? '' : line(at - GAP, y, at, y);
          const drawn = track + box.draw(at, y);
          at += box.width + GAP;
          return drawn;
        })
        .join('');
    },
  };
}

const SKIP: Box = { width: 0, up: 4, down: 4, draw: () => '' };

/** Several tracks below each other, of which one is taken. */
function choice(boxes: readonly Box[]): Box {
  const width = Math.max(...boxes.map((box) => box.width)) + 2 * RISE;
  const offsets: number[] = [];
  boxes.forEach((box, index) =>
    offsets.push(index === 0 ? 0 : offsets[index - 1]! + boxes[index - 1]!.down + box.up + 8),
  );
  return {
    width,
    up: boxes[0]!.up,
    down: offsets.at(-1)! + boxes.at(-1)!.down,
    draw: (x, y) =>
      boxes
        .map((box, index) => {
          const track = y + offsets[index]!;
          const inner = x + RISE;
          const end = x + width;
          const turn =
            index === 0
              ? line(x, y, inner, y)
              : `<path d="M${x} ${y}Q${x + RISE / 2} ${y} ${x + RISE / 2} ${y + RISE / 2}V${track - RISE / 2}Q${x + RISE / 2} ${track} ${inner} ${track}"/>`;
          const back =
            index === 0
              ? line(inner + box.width, y, end, y)
              : `${line(inner + box.width, track, end - RISE, track)}<path d="M${end - RISE} ${track}Q${end - RISE / 2} ${track} ${end - RISE / 2} ${track - RISE / 2}V${y + RISE / 2}Q${end - RISE / 2} ${y} ${end} ${y}"/>`;
          return turn + box.draw(inner, track) + back;
        })
        .join(''),
  };
}

/** A track, and a way back below it that passes the separator. */
function loop(box: Box, back: Box): Box {
  const width = Math.max(box.width, back.width) + 2 * RISE;
  const drop = box.down + back.up + 8;
  return {
    width,
    up: box.up,
    down: drop + back.down,
    draw: (x, y) => {
      const end = x + width;
      const below = y + drop;
      const start = x + (width - back.width) / 2;
      return `${line(x, y, x + RISE, y)}${box.draw(x + RISE, y)}${line(x + RISE + box.width, y, end, y)}<path d="M${end - RISE} ${y}Q${end} ${y} ${end} ${y + RISE / 2}V${below - RISE / 2}Q${end} ${below} ${end - RISE} ${below}H${start + back.width}"/>${back.draw(start, below)}<path d="M${start} ${below}H${x + RISE}Q${x} ${below} ${x} ${below - RISE / 2}V${y + RISE / 2}Q${x} ${y} ${x + RISE} ${y}"/>`;
    },
  };
}

function boxOf(item: Gast): Box {
  const inner = (): Box => sequence(item.definition!);
  switch (item.type) {
    case 'NonTerminal':
      return label(item.name!, 'part');
    case 'Terminal':
      return label((item.label ?? item.name!).replaceAll('`', ''), 'word');
    case 'Option':
      return choice([inner(), SKIP]);
    case 'Repetition':
      return choice([loop(inner(), SKIP), SKIP]);
    case 'RepetitionMandatoryWithSeparator':
      return loop(inner(), boxOf(item.separator!));
    case 'RepetitionWithSeparator':
      return choice([loop(inner(), boxOf(item.separator!)), SKIP]);
    case 'Alternation':
      return choice(item.definition!.map((alternative) => sequence(alternative.definition!)));
    default:
      throw new TypeError(`no diagram for ${item.type}`);
  }
}
