import { entityLines } from '../formats/json-lines.ts';
import type { InventoryReader } from '../reader.ts';
import { coversIn, coversWith } from './covered.ts';
import type { InputSample } from '../formats/sample.ts';
import { isUntyped } from './untyped.ts';

/** How many lines of the sample are tried. */
const TRIED_LINES = 20;

/** One JSON object a line. Blank lines are passed over, a broken line is a problem with its number. */
export const ndjson: InventoryReader = {
  name: 'ndjson',
  title: 'NDJSON',
  summary: 'One JSON entity on each line; the way to stream inventories of any size.',
  command: "jq -c '.[]' entities.json > entities.ndjson",
  covers: 'all',
  coversIn,
  coversWith,
  extensions: ['.ndjson', '.jsonl'],
  detect: (sample) => looksLikeLines(sample) && !isUntyped(sample),
  read: entityLines,
};

/**
 * Whether the sample is made of lines that are JSON objects. One that can be read among the first is enough, so that a
 * broken first line does not hide the format. A single line is a JSON file as well, and left to that reader.
 */
export function looksLikeLines(sample: InputSample): boolean {
  const text = sample.text.trimStart();
  if (text.startsWith('[')) return false;
  if (sample.extension === '.ndjson' || sample.extension === '.jsonl') return true;
  const lines = text.split('\n', TRIED_LINES + 1).filter((line) => line.trim() !== '');
  if (lines.length === 1) {
    // Nothing but the start of one long line: with a `type` it is an entity, and more may follow on the next lines.
    return !sample.complete && sample.rootText('type') !== undefined;
  }
  // The last item of a list that has a line for each is a line that can be read, too.
  if (sample.complete && isJson(text)) return false;
  return lines.slice(0, TRIED_LINES).some((line) => line.startsWith('{') && isJson(line));
}

function isJson(line: string): boolean {
  if (!line.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
