/** A line of a picture. */
interface Line {
  readonly name: string;
  readonly points: readonly { readonly size: number; readonly milliseconds: number }[];
  readonly power: number;
}

const [WIDTH, HEIGHT, LEFT, TOP, LEGEND] = [960, 560, 60, 30, 330];
const COLORS = ['#0b5', '#06c', '#c30', '#939', '#b80', '#099', '#c06', '#555'];

/** Times by sizes, both axes logarithmic; a dashed line is linear growth. */
export function loglogSvg(lines: readonly Line[]): string {
  const all = lines.flatMap(({ points }) => points);
  const [left, right] = [2, Math.ceil(Math.log10(Math.max(...all.map(({ size }) => size))))];
  const [low, high] = [-3, Math.ceil(Math.log10(Math.max(...all.map(({ milliseconds }) => milliseconds))))];
  const x = (size: number): string =>
    (LEFT + ((Math.log10(size) - left) / (right - left)) * (WIDTH - LEFT - LEGEND)).toFixed(1);
  const y = (milliseconds: number): string =>
    (HEIGHT - 40 - ((Math.log10(milliseconds) - low) / (high - low)) * (HEIGHT - 40 - TOP)).toFixed(1);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="processor time by size">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
  ];
  for (let power = left; power <= right; power += 1)
    out.push(
      `<line x1="${x(10 ** power)}" x2="${x(10 ** power)}" y1="${TOP}" y2="${HEIGHT - 40}" stroke="#ddd"/><text x="${x(10 ** power)}" y="${HEIGHT - 22}" text-anchor="middle">10^${power}</text>`,
    );
  for (let power = low; power <= high; power += 1)
    out.push(
      `<line x1="${LEFT}" x2="${WIDTH - LEGEND}" y1="${y(10 ** power)}" y2="${y(10 ** power)}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(10 ** power)}" text-anchor="end" dominant-baseline="middle">10^${power} ms</text>`,
    );
  out.push(
    `<line x1="${x(10 ** left)}" y1="${y(10 ** low)}" x2="${x(10 ** Math.min(right, left + high - low))}" y2="${y(10 ** (low + Math.min(right - left, high - low)))}" stroke="#000" stroke-dasharray="4 4"/>`,
  );
  lines.forEach(({ name, points, power }, index) => {
    const color = COLORS[index % COLORS.length] ?? '#000';
    const dash = index >= COLORS.length ? ' stroke-dasharray="6 2"' : '';
    const path = points.map(({ size, milliseconds }) => `${x(size)},${y(milliseconds)}`).join(' ');
    out.push(`<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"${dash}/>`);
    const at = TOP + 10 + index * 20;
    out.push(
      `<line x1="${WIDTH - LEGEND + 20}" x2="${WIDTH - LEGEND + 44}" y1="${at}" y2="${at}" stroke="${color}" stroke-width="2"${dash}/><text x="${WIDTH - LEGEND + 50}" y="${at}" dominant-baseline="middle">${escaped(name)}: size^${power.toFixed(2)}</text>`,
    );
  });
  return `${out.join('\n')}\n</svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
