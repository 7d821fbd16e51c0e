/** The attributes by which a resource is known. */
export const NAMES = 'id|arn|name|bucket|self_link|key_id';

/** What none of these types leaves out: others may have no name, as the first database of an `aws_db_instance`. */
const THERE: ReadonlyMap<string | undefined, RegExp> = new Map([
  ['id', /./u],
  ['arn', /./u],
  ['self_link', /./u],
  ['bucket', /^(?:aws_s3|google)_/u],
  ['key_id', /^aws_kms_/u],
  [
    'name',
    /^(?:aws|azuread|azurerm|google)_(?!(?:datasync_\w+|db_instance|emr_instance_\w+|route53_resolver_\w+|ssm_maintenance_window_t\w+)$)/u,
  ],
]);

const REFERENCE = /^(?:data\.)?([a-z][\w-]*)\.[\w-]+(?:\[[^\]*]*\])?\.([a-z_]+)$/u;
const OF_NO_RESOURCE = /^(?:var|local|module|each|count|path|self|terraform)$/u;

/** Whether a reference is to what a resource is known by: `aws_vpc.main.id`. It is there as surely as the resource. */
export function namesResource(reference: string): boolean {
  const [, type = 'var', attribute] = REFERENCE.exec(reference) ?? [];
  return !OF_NO_RESOURCE.test(type) && THERE.get(attribute)?.test(type) === true;
}
