import type { Finding } from '../findings/finding.ts';
import { mayHoldCredentials, withoutCredentials } from '../text/credentials.ts';
import { jsonValue } from '../findings/json-value.ts';
import { printable, provenanceText } from '../text/format-message.ts';
import type { Entity } from '../values/entity.ts';
import { exclusionText } from './finding-text.ts';
import { MAX_TEXTS, PAGE_STATUSES } from './html-page.ts';
import { namesWithin } from '../values/names.ts';
import { jsonText } from './json-text.ts';
import { hasTemplate, remediationWaysOf } from './remediation.ts';
import { printableLines } from './words.ts';

/** So many characters of rows, or of entities, stand in one script element: the page reads entities by the element. */
const CHUNK = 262_144;

/** The JSON of a larger entity is not in the page, and none after so much of all: a browser has to hold it. */
const MAX_ENTITY = 65_536;
const MAX_ENTITIES = 120_000_000;

const STATUS_NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  PAGE_STATUSES.map((status, index) => [status, index]),
);

/** Results and their entities as script elements of JSON, written as they come. `html-page.ts` says what is in a row. */
export class HtmlRows {
  private rows = '';
  private entities = '';
  private firstEntity = 0;
  private entityCount = 0;
  private entityLength = 0;
  private last: { readonly entity: Entity; readonly text: string; readonly index: number } | undefined;
  private readonly texts = new Map<string, number>();

  /** Takes a result and gives what is to be written now. */
  add(finding: Finding, rule: number): string {
    const { status, entity, location, reason, facts, error, baseline, subject } = finding;
    const more = status === 'excluded' ? exclusionText(finding) : (error?.help ?? '');
    const place = location === undefined ? '' : provenanceText(location);
    const paths = facts.map(({ path }) => (path === undefined ? '' : path)).filter((path) => path !== '');
    const tree = status === 'passed' || finding.tree.length === 0 ? '[]' : embedded(finding.tree);
    const index = status === 'passed' || status === 'matched' ? -1 : this.indexOf(subject.entity);
    const cells =
      `${STATUS_NUMBERS[status] ?? 0},${rule},${this.text(entity.type)},${plain(entity.id)},` +
      `${plain(entity.name || entity.type)},${this.text(entity.accountNumber ?? '')},${this.text(entity.region ?? '')},` +
      `${plain(place)},${this.text(reason)},${this.text(more)},[${paths.map((path) => this.text(path)).join(',')}],` +
      `${tree},"${baseline ?? ''}",${index},${ownRemediation(finding, index)}`;
    this.rows += `${this.rows === '' ? '' : ','}\n[${cells}]`;
    return (
      (this.rows.length >= CHUNK ? this.flushRows() : '') + (this.entities.length >= CHUNK ? this.flushEntities() : '')
    );
  }

  /** What is left. */
  end(): string {
    return this.flushRows() + this.flushEntities();
  }

  private flushRows(): string {
    const text = this.rows === '' ? '' : `<script type="application/json" class="rows">[${this.rows}\n]</script>\n`;
    this.rows = '';
    return text;
  }

  private flushEntities(): string {
    if (this.entities === '') return '';
    const text = `<script type="application/json" class="entities" data-from="${this.firstEntity}">[${this.entities}\n]</script>\n`;
    this.entities = '';
    this.firstEntity = this.entityCount;
    return text;
  }

  /** A text, or the number of one that was written before. */
  private text(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return String(known);
    if (this.texts.size < MAX_TEXTS) this.texts.set(text, this.texts.size);
    return plain(text);
  }

  /** Results of one entity come one after the other: it is written once for them. */
  private indexOf(entity: Entity): number {
    if (this.last?.entity === entity) return this.last.index;
    const text = this.entityLength > MAX_ENTITIES || lengthLeft(entity, MAX_ENTITY) < 0 ? '' : entityText(entity);
    // A finding that was posted or stored has a copy of its own.
    if (text !== '' && this.last?.text === text) return this.last.index;
    if (text === '' || text.length > MAX_ENTITY) return -1;
    this.entities += `${this.entities === '' ? '' : ','}\n${text}`;
    this.entityLength += text.length;
    this.last = { entity, text, index: this.entityCount };
    this.entityCount += 1;
    return this.last.index;
  }
}

function ownRemediation(finding: Finding, entity: number): string {
  const { status, remediation, subject } = finding;
  const isFilledHere = entity >= 0 && remediation === undefined;
  if (status === 'passed' || status === 'matched' || isFilledHere || !hasTemplate(subject.rule)) return '[]';
  return embedded(remediationWaysOf(finding).map(([way, text]) => [printable(way), printableLines(text)]));
}

/** What is left of a length once a value is written as JSON, at most; negative as soon as it is too long. */
function lengthLeft(value: unknown, most: number): number {
  if (typeof value === 'string') return most - value.length;
  if (typeof value !== 'object' || value === null) return most - 1;
  const names = Array.isArray(value) ? undefined : namesWithin(value, most);
  if (Array.isArray(value) ? value.length > most : names === undefined) return -1;
  let left = most;
  for (const part of names ?? (value as readonly unknown[])) {
    const inner = names === undefined ? part : (value as Readonly<Record<string, unknown>>)[String(part)];
    left = lengthLeft(inner, left - (names === undefined ? 1 : String(part).length));
    if (left < 0) return left;
  }
  return left;
}

function entityText(entity: Entity): string {
  let text = embedded(jsonValue(entity));
  if (mayHoldCredentials(text)) {
    const masked: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' ? withoutCredentials(value) : value,
    );
    text = embedded(masked);
  }
  return text;
}

/** Text of the input without what disturbs a page, as JSON. */
function plain(text: string): string {
  return embedded(printable(text));
}

/** JSON in a script element: without `<` nothing in it can end the element or begin a comment. */
export function embedded(value: unknown): string {
  const text = jsonText(value);
  return text.includes('<') ? text.replaceAll('<', '\\u003c') : text;
}
