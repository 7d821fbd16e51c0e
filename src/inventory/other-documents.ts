import { clip } from '../text/clip.ts';
import type { InputSample, JsonShape } from './formats/sample.ts';
import { firstIn, isNameless } from './kubernetes/nameless.ts';
import {
  ASSETS,
  FORMS,
  MANIFESTS,
  STARTS,
  TEMPLATE,
  TYPED_FORMS,
  type Form,
  type OtherDocument,
} from './other-document-forms.ts';

const PARAMETERS = /^https?:\/\/schema\.management\.azure\.com\/.{0,100}deploymentParameters\.json/iu;

/** What an input is, where its form is that of a document that is not read. An entity names its type, and is none. */
export function otherDocument(sample: InputSample): OtherDocument | undefined {
  const { shape } = sample;
  if (shape === undefined) {
    const text = sample.text.slice(0, START);
    const known = OWN.test(text) ? undefined : STARTS.find(({ start }) => start.test(text));
    return known === undefined ? undefined : withError(known, known.start.exec(text)?.groups?.['error']);
  }
  if (PYTHON.test(sample.text)) return OF_PYTHON;
  if (PARAMETERS.test(sample.rootText('$schema') ?? '')) {
    return { what: 'parameters of a template', help: TEMPLATE };
  }
  const first = sample.firstObject;
  if (first === undefined) return undefined;
  const type = first.get('type');
  if (type?.kind === 'text' && !first.has('class_uid')) {
    if (isOf(ASSETS, first)) return ASSETS;
    // An entity may be in a list, a document of those forms stands alone.
    return sample.shape?.kind === 'object'
      ? TYPED_FORMS.find((one) => one.type.test(type.text) && isOf(one, first))
      : undefined;
  }
  if (isOutputs(sample)) return OUTPUTS;
  const form = FORMS.find((one) => isOf(one, first));
  if (form?.error === undefined) return form ?? (isNameless(sample) ? NAMELESS : undefined);
  const error = firstIn(first.get(form.inside?.[0] ?? ''))?.get(form.error);
  return withError(form, error?.kind === 'text' ? error.text : undefined);
}

/** `{'Buckets': [{'Name': 'b'}]}`: what `print(answer)` gives. */
const PYTHON = /^\s*\[?\s*\{\s*u?'[^'\n]{1,100}':/u;

const OF_PYTHON: OtherDocument = {
  what: 'a value as Python prints it',
  help: 'write it as JSON: `print(json.dumps(answer, default=str))`',
  isInventory: true,
};

const OUTPUTS: OtherDocument = {
  what: 'the outputs of a configuration of Terraform',
  help: 'read its resources: `terraform show -json`',
};

/** `{ "id": { "sensitive": false, "type": "string", "value": "x" } }` */
function isOutputs({ shape }: InputSample): boolean {
  if (shape?.kind !== 'object' || shape.members.size === 0) return false;
  return [...shape.members.values()].every(
    (member) => member.kind === 'object' && OUTPUT.every((name) => member.members.has(name)),
  );
}

const OUTPUT = ['sensitive', 'type', 'value'];

/** An error that stands in the place of an answer, by its code. */
function withError(document: OtherDocument, error: string | undefined): OtherDocument {
  return error === undefined || error === ''
    ? document
    : { ...document, what: `${document.what}: \`${clip(error, 60)}\`` };
}

/** What manifests and templates have, which may hold anything. */
const OWN = /^["']?(?:apiVersion|AWSTemplateFormatVersion|Resources|Transform)\b/mu;

/** Enough for a header. */
const START = 4096;

function isOf({ has, without = [], inside }: Form, members: ReadonlyMap<string, JsonShape>): boolean {
  if (!has.every((member) => members.has(member)) || without.some((member) => members.has(member))) return false;
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
