import { AWS as TYPES } from '../check/schemas/aws.ts';
import { callOfPart } from './aws/answers/recognize.ts';
import { CALLS_BY_MEMBER } from './aws/answers/unread-calls.ts';
import { CLOUDQUERY_TABLES, isCloudQuery, isCloudQueryTable } from './aws/cloudquery-rows.ts';
import { STEAMPIPE_NAMES } from './aws/steampipe-names.ts';
import { csvColumns } from './aws/table-rows.ts';
import type { InputSample, JsonShape } from './formats/sample.ts';
import type { OtherDocument } from './other-document-forms.ts';

type Members = ReadonlyMap<string, JsonShape>;

const AWS: OtherDocument = {
  what: 'the answer of an AWS call that is not read',
  help: 'the calls that are read are listed under `aws-cli` in examples/inventory/README.md',
  isInventory: true,
};

const GOOGLE: OtherDocument = {
  what: 'resources of Google that do not tell their kind',
  help: 'read them with their types: `gcloud asset export --content-type resource`, or `gcloud asset list --content-type resource --format json`',
  isInventory: true,
};

const AZURE: OtherDocument = {
  what: 'an answer of Azure whose items are no resources, since none has the `id` of one',
  help: 'read resources: `az … list --output json`, or `az graph query`',
  isInventory: true,
};

const GRAPH: OtherDocument = {
  what: 'an answer of Microsoft Graph, which is not read: users, groups and policies of Entra',
  help: 'give each object a type of your own: jq \'.value | map(.type = "EntraUser")\'',
  isInventory: true,
};

const CLOUDQUERY: OtherDocument = {
  what: 'rows of CloudQuery, of a table that is not read',
  help:
    `read ${CLOUDQUERY_TABLES.map(({ name }) => name).join(', ')} as JSON or CSV; for others give rows a type of your own, ` +
    'or read what AWS itself says, as `gsl collect` does',
  isInventory: true,
};

const ONE_OF = STEAMPIPE_NAMES.join(', ');

/** A table in CSV, by its columns. */
function tableOf(columns: readonly string[]): OtherDocument | undefined {
  if (isCloudQuery((name) => columns.includes(name))) return CLOUDQUERY;
  const shown = columns.slice(0, SHOWN).map((name) => `\`${name}\``);
  const more = columns.length > SHOWN ? `, and ${columns.length - SHOWN} more` : '';
  return {
    what: `a table in CSV with columns of no table that is known: ${shown.join(', ')}${more}`,
    help:
      `of Steampipe, \`select *\` from ${ONE_OF} is read; other rows are entities once each has a type, in JSON: ` +
      `duckdb -c "COPY (SELECT 'IamUser' AS type, * FROM 'rows.csv') TO 'rows.json'"`,
  };
}

const SHOWN = 5;

/**
 * What the answer of a cloud's interface is, where nothing in it tells its type: asked last, of what no reader knows. The
 * codes that services call a type (`KENDRA_INDEX`) are none of an entity, which has more to tell it by.
 */
export function untypedAnswer(sample: InputSample): OtherDocument | undefined {
  const { shape } = sample;
  const columns = csvColumns(sample);
  if (columns !== undefined) return tableOf(columns);
  const root = shape?.kind === 'array' ? undefined : membersOf(shape);
  const items = root === undefined ? [membersOf(shape)] : [root, ...[...root.values()].map(itemOf)];
  const objects = items.filter((item) => item !== undefined);
  if (objects.length === 0 || objects.some((item) => isEntity(item, root))) return undefined;
  const row = objects[0];
  if (row !== undefined && isCloudQuery((name) => row.has(name)) && !isCloudQueryTable((name) => row.has(name)))
    return CLOUDQUERY;
  if (root?.has('@odata.context') === true) return GRAPH;
  if (root?.has('nextPageToken') === true) return GOOGLE;
  if (root !== undefined && root.has('value') && root.has('nextLink')) return AZURE;
  if (root !== undefined && isPage(root) && objects.length > 1) return AWS;
  const part = root === undefined && row !== undefined ? callOfPart([...row.keys()]) : undefined;
  if (part !== undefined) {
    const what = `items of the answer of \`aws ${part.call}\` of which \`--query\` has left out most`;
    return { what, help: 'read the answer as it is, without `--query`', isInventory: true };
  }
  return objects.some((members) => isOfAws(members, sample.file)) ? AWS : undefined;
}

/** The members of an object, or of the first in a list. */
function membersOf(shape: JsonShape | undefined): Members | undefined {
  const first = shape?.kind === 'array' ? shape.first : shape;
  return first?.kind === 'object' ? first.members : undefined;
}

function itemOf(shape: JsonShape): Members | undefined {
  return shape.kind === 'array' ? membersOf(shape) : undefined;
}

function isEntity(members: Members, root: Members | undefined): boolean {
  const type = members.get('type');
  if (type === undefined) return false;
  if (type.kind !== 'text' || root === undefined || members === root) return true;
  // Beside a token of a page, a code is what a service calls so.
  const isCode = /^[A-Z][A-Z\d_]*$/u.test(type.text) && !Object.hasOwn(TYPES, type.text);
  return !(isCode && isPage(root)) || OF_ENTITIES.some((name) => members.has(name));
}

const OF_ENTITIES = ['accountNumber', 'dome9Id', 'id', 'name', 'source'];

/** `NextToken` is of what reads itself to be an answer; these are of services that write camel case. */
function isPage(root: Members): boolean {
  return root.has('nextToken') || (root.has('position') && root.has('items'));
}

const PASCAL = /^[A-Z][A-Za-z\d]*$/u;
const CALL = /(?:^|[/\\.])(?:describe|get|list|batch-get)-[a-z\d-]+/u;

/** Whether members are written as AWS writes them, and something shows that it did. */
function isOfAws(members: Members, file: string): boolean {
  const names = [...members.keys()];
  if (names.length === 0 || !names.every((name) => PASCAL.test(name))) return false;
  if (
    CALL.test(file) ||
    names.some((name) => CALLS_BY_MEMBER.has(name) || /^(?:NextToken|ResponseMetadata)$/u.test(name))
  )
    return true;
  return [...members.values()].some((value) => isArn(value) || isTag(itemOf(value)));
}

function isArn(shape: JsonShape): boolean {
  return shape.kind === 'text' && /^arn:aws[a-z-]*:/u.test(shape.text);
}

function isTag(members: Members | undefined): boolean {
  return members !== undefined && members.size === 2 && members.has('Key') && members.has('Value');
}
