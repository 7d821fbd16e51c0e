/** One line of a chart: a value for each time. */
export interface Series {
  readonly name: string;
  /** The class that gives its colour. */
  readonly className: string;
  readonly values: readonly number[];
}

const WIDTH = 420;
const HEIGHT = 190;
/** Room for the values of the axis, the names at the ends of the lines, the times. */
const LEFT = 44;
const RIGHT = 104;
const TOP = 12;
const BOTTOM = 26;
/** Names of lines that end close to each other are moved apart. */
const LABEL_HEIGHT = 14;

/**
 * Lines over time as SVG. For the eye alone: the numbers stand in a table beside it, so that it is hidden from those who
 * are read to. No styles of its own, as the page's policy asks.
 *
 * @param times ISO 8601, ascending, one for each value
 * @param text how a value is written
 * @param most the end of the axis; the greatest value where it is not given
 */
export function chart(
  times: readonly string[],
  series: readonly Series[],
  text: (value: number) => string,
  most = niceMost(Math.max(1, ...series.flatMap(({ values }) => values))),
): string {
  const first = Date.parse(times[0] ?? '');
  const span = Date.parse(times.at(-1) ?? '') - first;
  const right = WIDTH - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const x = (index: number): number =>
    LEFT + ((Date.parse(times[index] ?? '') - first) / (span === 0 ? 1 : span)) * (right - LEFT);
  const y = (value: number): number => bottom - (value / most) * (bottom - TOP);
  const grid = [0, most / 2, most].map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${right}" y1="${round(y(value))}" y2="${round(y(value))}"/>` +
      `<text class="axis" text-anchor="end" x="${LEFT - 6}" y="${round(y(value) + 4)}">${text(value)}</text>`,
  );
  // Those that come first are drawn over the others.
  const lines = series.map(({ className, values }) => {
    const points = values.map((value, index) => `${round(x(index))},${round(y(value))}`);
    const dots = values.map((value, index) => `<circle cx="${round(x(index))}" cy="${round(y(value))}" r="3"/>`);
    return `<g class="${className}"><polyline points="${points.join(' ')}"/>${dots.join('')}</g>`;
  });
  const ends = series.map(({ values }) => y(values.at(-1) ?? 0));
  const places = spread(ends, bottom);
  const labels = series.map(
    ({ name, className, values }, index) =>
      `<text class="${className}" x="${right + 8}" y="${round((places[index] ?? 0) + 4)}">${text(values.at(-1) ?? 0)} ${name}</text>`,
  );
  const ticks = [
    `<text class="axis" x="${LEFT}" y="${HEIGHT - 6}">${dayOf(times[0], span)}</text>`,
    `<text class="axis" text-anchor="end" x="${right}" y="${HEIGHT - 6}">${dayOf(times.at(-1), span)}</text>`,
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${[...grid, ...lines.toReversed(), ...labels, ...ticks].join('')}</svg>`;
}

/** The next even number with one digit that is not zero, so that its half is whole too. */
function niceMost(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [2, 4, 6, 8, 10, 20].find((one) => one * power >= value) ?? 20;
  return step * power;
}

/** Heights in the same order, none less than a label from the next, none below the bottom. */
function spread(heights: readonly number[], bottom: number): readonly number[] {
  const places = [...heights];
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || a - b);
  let last = -Infinity;
  for (const index of order) {
    last = Math.max(places[index] ?? 0, last + LABEL_HEIGHT);
    places[index] = last;
  }
  let next = bottom + LABEL_HEIGHT;
  for (const index of order.toReversed()) {
    next = Math.min(places[index] ?? 0, next - LABEL_HEIGHT);
    places[index] = next;
  }
  return places;
}

/** The day, or within one day the time. */
function dayOf(time = '', span: number): string {
  const iso = new Date(time).toISOString();
  return span < 24 * 60 * 60 * 1000 ? `${iso.slice(5, 10)} ${iso.slice(11, 16)}` : iso.slice(0, 10);
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
