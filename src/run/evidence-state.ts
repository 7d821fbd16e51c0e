import { defined } from '../text/defined.ts';
import type { Doubts } from './doubts.ts';
import { type ComparisonEvidence, type Evidence, noteOther, type ReadingEvidence } from './evidence.ts';
import { isAsDeep, MAX_NAMES, MAX_WITHIN, type PathEvidence, type Within } from './evidence-path.ts';
import { absorbCase, type CaseEvidence } from './evidence-case.ts';
import { absorbMixed, mixedState, type MixedState } from './evidence-mixed.ts';
import { absorbShape, shapeState, type ShapeState } from './evidence-shape.ts';
import { absorbValues } from './evidence-values.ts';

/** What was found at one place of a rule, as plain data that another process can go on with. */
export interface EvidenceState {
  readonly supported: boolean;
  readonly asked: number;
  readonly depth?: number;
  readonly names?: readonly (readonly [name: string, at: number])[];
  readonly within?: readonly (readonly [name: string, within: Within])[];
  readonly beyond?: PathEvidence['beyond'];
  readonly values?: readonly (readonly [value: string, at: number])[];
  readonly elsewhere?: readonly (readonly [name: string, places: readonly number[]])[];
  readonly kinds?: readonly (readonly [kind: string, count: number])[];
  readonly other?: string;
  readonly unknown?: number;
  readonly stop?: PathEvidence['stop'];
  readonly doubt?: Doubts;
  readonly beside?: unknown;
  readonly twin?: string;
  readonly near?: number;
  readonly as?: string;
  readonly others?: MixedState['others'];
  readonly about?: MixedState['about'];
  readonly shown?: MixedState['shown'];
  readonly pair?: CaseEvidence['pair'];
  readonly forms?: ShapeState['forms'];
}

/** The state of a place; `asked` is of no use once it is supported. */
export function evidenceState(evidence: Evidence): EvidenceState {
  const { supported } = evidence;
  if (evidence.kind === 'mixed') return { supported, ...mixedState(evidence) };
  if (evidence.kind === 'shape') return { supported, ...shapeState(evidence) };
  const { asked } = evidence;
  if (evidence.kind === 'value') {
    const { values, elsewhere } = evidence;
    return { supported, asked, values: [...values], ...(elsewhere.size === 0 ? {} : { elsewhere: [...elsewhere] }) };
  }
  if (supported) {
    const met = evidence.kind === 'comparison' ? { beside: evidence.beside } : {};
    return { supported, asked: 0, ...defined(evidence.kind === 'path' ? { twin: evidence.twin } : met) };
  }
  if (evidence.kind === 'path')
    return {
      supported,
      asked,
      depth: evidence.depth,
      names: [...evidence.names],
      ...(evidence.within.size === 0 ? {} : { within: [...evidence.within] }),
      ...defined({ stop: evidence.stop, beyond: evidence.beyond, twin: evidence.twin }),
    };
  if (evidence.kind === 'condition' || evidence.kind === 'lookup') return { supported, asked };
  if (evidence.kind === 'case') return { supported, asked, near: evidence.near, ...defined({ pair: evidence.pair }) };
  if (evidence.kind === 'reading') return { supported, asked, near: evidence.near, as: evidence.as };
  const { kinds, other, doubt, beside, unknown } = evidence;
  const more = { doubt, beside, unknown: unknown === 0 ? undefined : unknown };
  return { supported, asked, kinds: [...kinds], other, ...defined(more) };
}

/** Adds what was found of later entities to what was found so far, as if one had looked at all of them in turn. */
export function absorbEvidence(evidence: readonly Evidence[], states: readonly EvidenceState[]): void {
  if (evidence.length !== states.length) throw new TypeError('this was found with another rule');
  for (const [index, place] of evidence.entries()) {
    const state = states[index];
    if (state !== undefined) absorbInto(place, state);
  }
}

function absorbInto(evidence: Evidence, state: EvidenceState): void {
  if (evidence.kind === 'value') {
    absorbValues(evidence, state);
    return;
  }
  if (evidence.kind === 'mixed') {
    absorbMixed(evidence, state as MixedState);
    return;
  }
  if (evidence.kind === 'shape') {
    absorbShape(evidence, state as ShapeState);
    return;
  }
  evidence.supported ||= state.supported;
  if (evidence.kind === 'path') {
    absorbStops(evidence, state);
    // Once a path is there, entities that come later are not looked at for it.
    if (evidence.isMet !== true && state.twin !== undefined) evidence.twin = state.twin;
    evidence.isMet ||= state.supported;
  }
  if (evidence.kind === 'comparison') {
    evidence.beside ??= state.beside;
    evidence.unknown += state.unknown ?? 0;
  }
  if (state.asked === 0) return;
  if (evidence.kind === 'path') absorbPath(evidence, state);
  else if (evidence.kind === 'condition' || evidence.kind === 'lookup') evidence.asked += state.asked;
  else if (evidence.kind === 'case') absorbCase(evidence, state);
  else if (evidence.kind === 'reading') absorbReading(evidence, state);
  else absorbComparison(evidence, state);
}

/** The deepest that a path came, with the names that were there instead. */
function absorbPath(evidence: PathEvidence, { asked, depth = 0, names = [], within = [] }: EvidenceState): void {
  if (!isAsDeep(evidence, depth)) return;
  const before = evidence.asked;
  evidence.asked += asked;
  for (const [name, at] of names)
    if (evidence.names.size < MAX_NAMES && !evidence.names.has(name)) evidence.names.set(name, before + at);
  for (const [name, { at, isList }] of within)
    if (before + at <= MAX_WITHIN && !evidence.within.has(name)) evidence.within.set(name, { at: before + at, isList });
}

/** The deepest single value at which a path ended, and the deepest list that it went beyond. */
function absorbStops(evidence: PathEvidence, { stop, beyond }: EvidenceState): void {
  const list = evidence.beyond;
  if (beyond !== undefined && (list === undefined || list.depth <= beyond.depth)) {
    const [longest, count] = list?.depth === beyond.depth ? [list.longest, list.count] : [0, 0];
    evidence.beyond = { ...beyond, longest: Math.max(longest, beyond.longest), count: count + beyond.count };
  }
  const before = evidence.stop;
  if (stop === undefined || (before !== undefined && before.depth > stop.depth)) return;
  evidence.stop = before?.depth === stop.depth ? { ...stop, count: before.count + stop.count } : stop;
}

function absorbReading(evidence: ReadingEvidence, { asked, near = 0, as = '' }: EvidenceState): void {
  evidence.asked += asked;
  evidence.near += near;
  if (as !== '') evidence.as = as;
}

function absorbComparison(evidence: ComparisonEvidence, { asked, kinds = [], other, doubt }: EvidenceState): void {
  if (other !== undefined) noteOther(evidence, other);
  evidence.asked += asked;
  for (const [kind, count] of kinds) evidence.kinds.set(kind, (evidence.kinds.get(kind) ?? 0) + count);
  if (doubt !== undefined)
    evidence.doubt = { ...doubt, ...evidence.doubt, count: (evidence.doubt?.count ?? 0) + doubt.count };
}
