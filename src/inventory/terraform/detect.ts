import type { InputSample, JsonShape } from '../formats/sample.ts';

type Members = ReadonlyMap<string, JsonShape>;

/** What only a plan or a state has at its top, with members of it that are there too. */
const MARKS: readonly (readonly [key: string, within: readonly string[] | undefined])[] = [
  ['planned_values', ['root_module', 'outputs']],
  ['prior_state', ['values', 'terraform_version', 'format_version']],
  ['configuration', ['root_module', 'provider_config']],
  ['values', ['root_module']],
  ['resource_changes', undefined],
  ['resource_drift', undefined],
  ['deferred_changes', undefined],
  ['relevant_attributes', undefined],
  ['check_results', undefined],
];

/** What stands at the top of a plan or state beside its version. */
const BESIDE = ['format_version', 'planned_values', 'values', 'lineage', 'serial', 'resource_changes', 'resources'];

/**
 * Whether the sample begins a plan or a state, of which there may be several. What tells it may stand anywhere: tools sort
 * the members, and a large one may leave no room in the sample for others.
 */
export function isTerraform(sample: InputSample): boolean {
  if (isUnreadablePlan(sample)) return true;
  const members = sample.firstObject;
  if (members === undefined || isBareResource(sample)) return members !== undefined;
  if (members.get('type')?.kind === 'text') return false;
  const has = (key: string): boolean => members.has(key);
  if (has('terraform_version') && BESIDE.some(has)) return true;
  // Old states name neither.
  if (members.get('version')?.kind === 'scalar' && hasResources(members.get('modules'))) return true;
  if (has('lineage') && (has('serial') || has('outputs') || has('modules') || has('resources'))) return true;
  // An empty state is printed as its format version and nothing else.
  if (members.size === 1 && members.get('format_version')?.kind === 'text') return true;
  return MARKS.some(([key, within]) => isMark(members, key, within));
}

/** Whether these are resources by themselves, as `jq '.resource_changes'` and `jq '.values.root_module.resources'` take them out. */
export function isBareResource({ firstObject }: InputSample): boolean {
  if (firstObject === undefined) return false;
  const has = (key: string, kind: JsonShape['kind']): boolean => firstObject.get(key)?.kind === kind;
  const mode = firstObject.get('mode');
  if (mode?.kind !== 'text' || !/^(?:managed|data)$/u.test(mode.text) || !has('type', 'text') || !has('name', 'text'))
    return false;
  const isWhole = has('values', 'object') || has('change', 'object');
  return (isWhole && has('address', 'text')) || (has('instances', 'array') && has('provider', 'text'));
}

/** `[{ "path": ["root"], "resources": {} }]` */
function hasResources(modules: JsonShape | undefined): boolean {
  const first = modules?.kind === 'array' ? modules.first : undefined;
  return first?.kind === 'object' && first.members.has('path') && first.members.has('resources');
}

function isMark(members: Members, key: string, within: readonly string[] | undefined): boolean {
  const shape = members.get(key);
  if (within === undefined) return shape?.kind === 'array';
  return shape?.kind === 'object' && within.some((name) => shape.members.has(name));
}

/** Why a file that Terraform wrote for a plan holds no plan that can be read; undefined for all other content. */
export function unreadablePlan(sample: InputSample): string | undefined {
  // A zip archive whose first entry is the plan.
  if (sample.text.startsWith('PK\u0003\u0004')) {
    return sample.text.includes('tfplan') ? 'this is the saved plan, which only Terraform itself reads' : undefined;
  }
  // Its wrapper is what runs where a workflow calls `terraform`.
  if (/^\[command\]\S*(?:terraform|tofu)\S* show\b/u.test(sample.text)) {
    return 'the plan stands between lines of the GitHub Action setup-terraform, which `terraform_wrapper: false` leaves out';
  }
  const first = sample.firstObject;
  if (first?.has('encrypted_data') === true && first.has('encryption_version')) {
    return 'this is encrypted by OpenTofu, which alone reads it';
  }
  if (first?.get('@level')?.kind === 'text' && first.has('@message') && isTerraformLog(first)) {
    return 'this is the log of `terraform plan -json`, which holds no values of resources';
  }
  const text = sample.shape === undefined ? sample.text.slice(0, 4096) : '';
  return /^(?:Terraform|OpenTofu) (?:used the selected providers|will perform the following actions)/mu.test(text)
    ? 'this is what `terraform plan` prints for people'
    : undefined;
}

function isUnreadablePlan(sample: InputSample): boolean {
  return unreadablePlan(sample) !== undefined;
}

function isTerraformLog(first: Members): boolean {
  const module = first.get('@module');
  return module?.kind === 'text' && /^(?:terraform|tofu)\b/u.test(module.text);
}

/** Whether a Terraform document is a state, as it is stored or as `terraform show -json` writes it, and no plan. */
export function isState({ shape }: InputSample): boolean {
  if (shape?.kind !== 'object') return false;
  const has = (member: string): boolean => shape.members.has(member);
  if (has('planned_values') || has('resource_changes') || has('prior_state')) return false;
  return has('lineage') || has('serial') || has('values');
}
