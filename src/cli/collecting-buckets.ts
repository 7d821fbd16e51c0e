import type { Collecting } from './collecting-type.ts';

/** What an absent setting of a bucket is answered with: the command line prints an error, or nothing. */
const BUCKET_PARTS: readonly (readonly [
  property: string,
  operation: string,
  query: string,
  absent: string,
  action: string,
  error?: string,
])[] = [
  ['policy', 'get-bucket-policy', 'Policy:Policy', '"Policy":null', 'GetBucketPolicy', 'NoSuchBucketPolicy'],
  [
    'PolicyStatus',
    'get-bucket-policy-status',
    'PolicyStatus:PolicyStatus',
    '"PolicyStatus":{"IsPublic":false}',
    'GetBucketPolicyStatus',
    'NoSuchBucketPolicy',
  ],
  [
    'encryption',
    'get-bucket-encryption',
    'ServerSideEncryptionConfiguration:ServerSideEncryptionConfiguration',
    '"ServerSideEncryptionConfiguration":{"Rules":[]}',
    'GetEncryptionConfiguration',
    'ServerSideEncryptionConfigurationNotFound',
  ],
  [
    'PublicAccessBlockConfiguration',
    'get-public-access-block',
    'PublicAccessBlockConfiguration:PublicAccessBlockConfiguration',
    '"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}',
    'GetBucketPublicAccessBlock',
    'NoSuchPublicAccessBlockConfiguration',
  ],
  [
    'versioning',
    'get-bucket-versioning',
    'Status:Status||`"Off"`,MFADelete:MFADelete||`"Disabled"`',
    '',
    'GetBucketVersioning',
  ],
  ['logging', 'get-bucket-logging', 'LoggingEnabled:LoggingEnabled||`{}`', '', 'GetBucketLogging'],
  ['acl', 'get-bucket-acl', 'Owner:Owner,Grants:Grants', '', 'GetBucketAcl'],
  [
    'website',
    'get-bucket-website',
    'IndexDocument:IndexDocument||`{}`,RedirectAllRequestsTo:RedirectAllRequestsTo',
    '"IndexDocument":null',
    'GetBucketWebsite',
    'NoSuchWebsiteConfiguration',
  ],
];

/** The buckets of an account with what is set on each, as far as rules read it. */
export function bucketsWith(reads: ReadonlySet<string>): Collecting {
  const parts = BUCKET_PARTS.filter(([property]) => reads.has(property));
  const loop = parts.map(([, operation, query, absent, , error]) => {
    const file = `"$D/s3api.${operation}.json"`;
    const call = `${file} aws s3api ${operation} --bucket "$X" --query ${quoted(`{Bucket:'$X',${query}}`)}`;
    // Only an answer that says so is taken for "not set"; what could not be read stays unknown.
    return error === undefined ? `  save ${call}` : `  known ${error} ${quoted(`{"Bucket":"$X",${absent}}`)} ${call}`;
  });
  return {
    where: 'account',
    lines: [
      'save "$D/s3api.list-buckets.json" aws s3api list-buckets',
      ...(loop.length === 0
        ? []
        : ["for X in $(names aws s3api list-buckets --query 'Buckets[].Name' --output text); do", ...loop, 'done']),
    ],
    actions: ['s3:ListAllMyBuckets', ...parts.map(([, , , , action]) => `s3:${action}`)],
  };
}

/** In double quotes of a shell, with its variables. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["`\\]/gu, (one) => `\\${one}`)}"`;
}
