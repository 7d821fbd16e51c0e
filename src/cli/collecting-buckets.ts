/** What an absent setting of a bucket is answered with: the command line prints an error, or nothing. */
const BUCKET_PARTS: readonly (readonly [operation: string, query: string, absent: string, action: string])[] = [
  ['get-bucket-policy', 'Policy:Policy', '"Policy":null', 'GetBucketPolicy'],
  [
    'get-bucket-policy-status',
    'PolicyStatus:PolicyStatus',
    '"PolicyStatus":{"IsPublic":false}',
    'GetBucketPolicyStatus',
  ],
  [
    'get-bucket-encryption',
    'ServerSideEncryptionConfiguration:ServerSideEncryptionConfiguration',
    '"ServerSideEncryptionConfiguration":{"Rules":[]}',
    'GetEncryptionConfiguration',
  ],
  [
    'get-public-access-block',
    'PublicAccessBlockConfiguration:PublicAccessBlockConfiguration',
    '"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}',
    'GetBucketPublicAccessBlock',
  ],
  ['get-bucket-versioning', 'Status:Status||`"Off"`,MFADelete:MFADelete||`"Disabled"`', '', 'GetBucketVersioning'],
  ['get-bucket-logging', 'LoggingEnabled:LoggingEnabled||`{}`', '', 'GetBucketLogging'],
  ['get-bucket-acl', 'Owner:Owner,Grants:Grants', '', 'GetBucketAcl'],
];

/** The buckets of an account with what is set on each. */
export const BUCKETS = {
  where: 'account',
  lines: [
    'aws s3api list-buckets > "$D/s3api.list-buckets.json"',
    "for X in $(aws s3api list-buckets --query 'Buckets[].Name' --output text); do",
    ...BUCKET_PARTS.map(([operation, query, absent]) => {
      const call = `aws s3api ${operation} --bucket "$X" --query "{Bucket:'$X',${query.replaceAll('`', '\\`').replaceAll('"', '\\"')}}" >> "$D/s3api.${operation}.json"`;
      if (absent === '') return `  ${call}`;
      // Only an answer that says so is taken for "not set"; what could not be read stays unknown.
      return `  ${call} 2> "$D/error.txt" || { grep -Eq 'NoSuch|NotFound' "$D/error.txt" && printf '{"Bucket":"%s",${absent}}\\n' "$X" >> "$D/s3api.${operation}.json"; }`;
    }),
    'done',
    'rm -f "$D/error.txt"',
  ],
  actions: ['s3:ListAllMyBuckets', ...BUCKET_PARTS.map(([, , , action]) => `s3:${action}`)],
} as const;
