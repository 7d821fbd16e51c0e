import type { GoneFinding } from '../../findings/baseline.ts';
import type { EntityReference, Finding } from '../../findings/finding.ts';
import { printable } from '../../text/format-message.ts';
import { exclusionText } from '../finding-text.ts';
import { jsonText } from '../json-text.ts';
import { clip } from '../../text/clip.ts';
import type { Places } from './places.ts';
import { LEVELS } from './rules.ts';

/** Names in messages are for people: the whole name stands in the logical location. */
const MAX_SHOWN_NAME = 200;

let lastFacts: { readonly facts: Finding['facts']; readonly text: string } | undefined;

/**
 * A result, in JSON. Failed results are of kind `fail`, those that could not be decided `open`; excluded ones are failures
 * with a suppression.
 *
 * @param start what results of the rule begin with
 */
export function resultText(finding: Finding, start: string, places: Places): string {
  const { severity, status, entity, location, reason, error, baseline, id } = finding;
  const shown = printable(clip(entity.name || entity.type, MAX_SHOWN_NAME));
  const kind = status === 'error' ? '"kind":"open","level":"none"' : `"kind":"fail","level":"${LEVELS[severity]}"`;
  const state = baseline === undefined ? '' : `,"baselineState":"${baseline}"`;
  const message = messageText(shown, reason || status);
  const said = error === undefined ? '' : `"code":${jsonText(error.code)},${helpOf(error)}`;
  return (
    `${start},${kind}${state},"message":{"text":${message}},` +
    `"locations":[{"physicalLocation":${places.physical(location, entity)},"logicalLocations":[${logical(entity)}]}],` +
    `${fingerprints(id)}${status === 'excluded' ? suppressions(finding) : ''},` +
    `"properties":{${said}"facts":${factsText(finding.facts)}}}`
  );
}

/** Names that are written alike whatever comes after them. */
const PLAIN = /^[\w ./-]*$/u;

let lastSaid: { readonly said: string; readonly text: string } | undefined;

/** A message in JSON. Most findings of a rule say the same of their entity. */
function messageText(name: string, said: string): string {
  if (!PLAIN.test(name)) return jsonText(plainMessage(`${name}: ${printable(said)}`));
  if (lastSaid?.said !== said) lastSaid = { said, text: jsonText(plainMessage(`: ${printable(said)}`)).slice(1) };
  return `"${name}${lastSaid.text}`;
}

/** A failure that an earlier report has and this run has not. */
export function goneText(gone: GoneFinding, start: string, places: Places): string {
  const { ruleId, entity, id, type, location } = gone;
  const message = jsonText(plainMessage(`${printable(clip(entity, MAX_SHOWN_NAME))}: no longer fails`));
  const named = { type: type ?? 'entity', id: entity, name: entity };
  return (
    `${start},"kind":"fail","level":"none","baselineState":"absent","message":{"text":${message}},` +
    `"locations":[{"physicalLocation":${places.physical(location, named)}}],` +
    `${fingerprints(id ?? `${ruleId} ${entity}`)}}`
  );
}

/** GitHub tells alerts apart by the second one alone, and would make it of the line, which moves. */
function fingerprints(id: string): string {
  const text = jsonText(id);
  return `"partialFingerprints":{"gslFinding/v2":${text},"primaryLocationLineHash":${text.slice(0, -1)}:1"}`;
}

function helpOf({ help }: NonNullable<Finding['error']>): string {
  return help === undefined ? '' : `"help":${jsonText(help)},`;
}

/** Most entities that fail a rule fail it alike, and have one list. */
function factsText(facts: Finding['facts']): string {
  if (lastFacts?.facts !== facts) lastFacts = { facts, text: jsonText(facts.map(({ text }) => text)) };
  return lastFacts.text;
}

function suppressions(finding: Finding): string {
  const { exclusion } = finding;
  const suppression = {
    kind: exclusion === undefined ? 'inSource' : 'external',
    status: 'accepted',
    justification: exclusion?.comment ?? exclusionText(finding),
    ...(exclusion === undefined ? {} : { properties: who(exclusion) }),
  };
  return `,"suppressions":[${jsonText(suppression)}]`;
}

function who({ id, owner }: NonNullable<Finding['exclusion']>): object {
  return { ...(id === undefined ? {} : { id }), ...(owner === undefined ? {} : { owner }) };
}

function logical({ type, id, name, accountNumber, region }: EntityReference): string {
  const qualified = id === '' ? '' : `,"fullyQualifiedName":${jsonText(id)}`;
  const account = accountNumber === undefined ? '' : `,"accountNumber":${jsonText(accountNumber)}`;
  const place = region === undefined ? '' : `,"region":${jsonText(region)}`;
  return (
    `{"name":${jsonText(name || type)}${qualified},"kind":"resource",` +
    `"properties":{"type":${jsonText(type)}${account}${place}}}`
  );
}

/** SARIF reads `[text](target)` in any message as a link. */
export function plainMessage(text: string): string {
  return text.includes('](') ? text.replaceAll('](', '\\](') : text;
}
