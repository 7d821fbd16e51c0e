import type { InputSample, JsonShape } from './formats/sample.ts';
import { firstIn, isNameless } from './kubernetes/nameless.ts';
import { ASSETS, FORMS, MANIFESTS, STARTS, TEMPLATE, type Form, type OtherDocument } from './other-document-forms.ts';

const PARAMETERS = /^https?:\/\/schema\.management\.azure\.com\/.{0,100}deploymentParameters\.json/iu;

/** What an input is, where its form is that of a document that is not read. An entity names its type, and is none. */
export function otherDocument(sample: InputSample): OtherDocument | undefined {
  const { shape } = sample;
  if (shape === undefined) {
    const text = sample.text.slice(0, START);
    return OWN.test(text) ? undefined : STARTS.find(({ start }) => start.test(text));
  }
  if (PARAMETERS.test(sample.rootText('$schema') ?? '')) {
    return { what: 'parameters of a template', help: TEMPLATE };
  }
  const first = sample.firstObject;
  if (first === undefined) return undefined;
  if (first.get('type')?.kind === 'text' && !first.has('class_uid')) return isOf(ASSETS, first) ? ASSETS : undefined;
  return FORMS.find((form) => isOf(form, first)) ?? (isNameless(sample) ? NAMELESS : undefined);
}

/** What manifests and templates have, which may hold anything. */
const OWN = /^["']?(?:apiVersion|AWSTemplateFormatVersion|Resources|Transform)\b/mu;

/** Enough for a header. */
const START = 4096;

function isOf({ has, inside }: Form, members: ReadonlyMap<string, JsonShape>): boolean {
  if (!has.every((member) => members.has(member))) return false;
  if (inside === undefined) return true;
  const [member, ...names] = inside;
  const inner = firstIn(members.get(member));
  return inner !== undefined && names.every((name) => inner.has(name));
}

const NAMELESS: OtherDocument = {
  what: 'objects of Kubernetes without their kind',
  help: MANIFESTS,
  isInventory: true,
};
