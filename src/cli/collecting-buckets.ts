/** What an absent setting of a bucket is answered with: the command line prints an error, or nothing. */
const BUCKET_PARTS: readonly (readonly [
  operation: string,
  query: string,
  absent: string,
  action: string,
  error?: string,
])[] = [
  ['get-bucket-policy', 'Policy:Policy', '"Policy":null', 'GetBucketPolicy', 'NoSuchBucketPolicy'],
  [
    'get-bucket-policy-status',
    'PolicyStatus:PolicyStatus',
    '"PolicyStatus":{"IsPublic":false}',
    'GetBucketPolicyStatus',
    'NoSuchBucketPolicy',
  ],
  [
    'get-bucket-encryption',
    'ServerSideEncryptionConfiguration:ServerSideEncryptionConfiguration',
    '"ServerSideEncryptionConfiguration":{"Rules":[]}',
    'GetEncryptionConfiguration',
    'ServerSideEncryptionConfigurationNotFound',
  ],
  [
    'get-public-access-block',
    'PublicAccessBlockConfiguration:PublicAccessBlockConfiguration',
    '"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}',
    'GetBucketPublicAccessBlock',
    'NoSuchPublicAccessBlockConfiguration',
  ],
  ['get-bucket-versioning', 'Status:Status||`"Off"`,MFADelete:MFADelete||`"Disabled"`', '', 'GetBucketVersioning'],
  ['get-bucket-logging', 'LoggingEnabled:LoggingEnabled||`{}`', '', 'GetBucketLogging'],
  ['get-bucket-acl', 'Owner:Owner,Grants:Grants', '', 'GetBucketAcl'],
];

/** The buckets of an account with what is set on each. */
export const BUCKETS = {
  where: 'account',
  lines: [
    'save "$D/s3api.list-buckets.json" aws s3api list-buckets',
    "for X in $(names aws s3api list-buckets --query 'Buckets[].Name' --output text); do",
    ...BUCKET_PARTS.map(([operation, query, absent, , error]) => {
      const file = `"$D/s3api.${operation}.json"`;
      const call = `${file} aws s3api ${operation} --bucket "$X" --query ${quoted(`{Bucket:'$X',${query}}`)}`;
      // Only an answer that says so is taken for "not set"; what could not be read stays unknown.
      return error === undefined ? `  save ${call}` : `  known ${error} ${quoted(`{"Bucket":"$X",${absent}}`)} ${call}`;
    }),
    'done',
  ],
  actions: ['s3:ListAllMyBuckets', ...BUCKET_PARTS.map(([, , , action]) => `s3:${action}`)],
} as const;

/** In double quotes of a shell, with its variables. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["`\\]/gu, (one) => `\\${one}`)}"`;
}
