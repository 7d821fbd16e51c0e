/*
 * What rules of several packs ask alike of a policy's `Condition`. A statement for everybody is closed where a condition says
 * who asks, or from where: by an operator that names (`StringNotEquals` leaves all but one in, `…IfExists` whoever does not
 * tell), and by a key that a stranger cannot set. TLS, a user agent, tags of his own and the like he has.
 */

const OPERATORS = 'StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress';

const GLOBAL_KEYS =
  'FederatedProvider|PrincipalAccount|PrincipalArn|PrincipalOrgID|PrincipalOrgPaths|PrincipalServiceName|SourceAccount|' +
  'SourceArn|SourceIp|SourceOrgID|SourceOrgPaths|SourceOwner|SourceVpc|SourceVpcArn|SourceVpce|VpceAccount|VpceOrgID|' +
  'VpceOrgPaths|VpcSourceIp|userid';

const KEYS = `aws:(${GLOBAL_KEYS})|kms:CallerAccount|lambda:EventSourceToken|s3:DataAccessPointAccount|s3:DataAccessPointArn|sns:Endpoint`;

/** What stands before the key in the operator's object; `${aws:username}` has braces of its own. */
const BEFORE = '([^{}]|[{][^{}]*[}])*';

const NAMED = `"(ForAnyValue:)?(${OPERATORS})":[{]${BEFORE}"(${KEYS})":`;

/** The first value is not one that stands for all. */
const NOT_ALL = '[[]?"([^*0:"]|[*0][^."]|0[.][^0"])';

const SERVICES = '"Bool":[{]"(aws:PrincipalIsAWSService|elasticfilesystem:AccessedViaMountTarget)":[[]?"?true';

/** Words of rules that all packs know. */
export const COMMON: Readonly<Record<string, string>> = {
  unrestricted: `not Condition regexMatch /${NAMED}${NOT_ALL}|${SERVICES}/i`,
  // Of a template the key is known, and what it refers to is not.
  unrestrictedInTemplate: `not Condition regexMatch /${NAMED}|${SERVICES}/i`,
};
