import type { InputSample } from '../../formats/sample.ts';
import type { InventoryReader } from '../../reader.ts';
import { providerOf } from '../provider.ts';
import { isJsonConfiguration } from './is-json.ts';
import { blocksOfFile } from './records.ts';

/**
 * The `.tf` and `.tf.json` files of a Terraform configuration, as far as their values are literal. Each `resource` block becomes an
 * entity as a plan would have it: blocks are lists of objects, `name` is the attribute or the label, `id` the address.
 *
 * Variables and locals are resolved where the files of the folder tell them (variables by `terraform.tfvars`,
 * `*.auto.tfvars`, both in JSON too, or their defaults, unless they are given; those of a module among the inputs by what
 * calls it; all as their declared types have them), and so are `jsonencode`, conditions, templates, `for`, splats and
 * `aws_iam_policy_document` of such values, operators and the functions of functions.ts: what is JSON is known in its
 * parts. All else is unknown, with its expression. A `dynamic` block is what it makes, and an element that is unknown where
 * its `for_each` is. Attributes that are not written are missing, whatever a provider makes of that: a plan says more. A
 * block with `count` or `for_each` is an entity for each that it makes, one where that is not known, and none where it
 * certainly makes none; what override files say of it stands above its own. A module is a problem unless files of its
 * folder are inputs too. Needs the packages `web-tree-sitter` and `@tree-sitter-grammars/tree-sitter-hcl`.
 */
export const terraformConfiguration: InventoryReader = {
  name: 'terraform-configuration',
  title: 'Terraform configuration',
  summary:
    'A `.tf` file, as far as its values are literal; each resource block becomes an entity. Needs web-tree-sitter and its grammar of HCL.',
  command: 'ls *.tf',
  // Which providers a configuration uses shows in its resources.
  covers: [],
  coversWith: providerOf,
  extensions: ['.tf', '.tofu', '.tf.json', '.tofu.json'],
  detect: isConfiguration,
  // Projects are begun with an `outputs.tf` that has nothing in it.
  detectEmpty: (file) => /\.(?:tf|tofu)$/iu.test(file),
  read: blocksOfFile,
};

/** A block of the language at the start of a line. */
const BLOCK =
  /^(?:(?:resource|data)[ \t]+"[^"\n]*"[ \t]+"[^"\n]*"|(?:module|variable|output|provider)[ \t]+"[^"\n]*"|locals|terraform)[ \t]*\{/mu;

function isConfiguration(sample: InputSample): boolean {
  if (isJsonConfiguration(sample)) return true;
  if (sample.shape !== undefined) return false;
  return sample.extension === '.tf' || sample.extension === '.tofu' || BLOCK.test(sample.text);
}
