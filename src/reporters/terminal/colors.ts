/*
 * The few colours of a report for a terminal. Libraries for them read the environment when they are loaded, and whoever loads
 * the reports decides by an option whether there are colours.
 */

type Paint = (text: string) => string;

/** What parts of a report are written with. */
export interface Colors {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** The colours, or none of them. */
export function colorsOf(isColored: boolean): Colors {
  /** `shared`: another style ends in the same way, so that both end and this one begins again. */
  const paint = (open: number, close: number, shared = false): Paint => {
    if (!isColored) return (text) => text;
    const [start, end] = [`\u001b[${open}m`, `\u001b[${close}m`];
    // What ends inside goes on behind it.
    return (text) => `${start}${text.replaceAll(end, shared ? end + start : start)}${end}`;
  };
  return {
    bold: paint(1, 22, true),
    dim: paint(2, 22, true),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}
