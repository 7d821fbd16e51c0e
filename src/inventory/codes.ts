import type { CodeEntry } from '../text/code-entry.ts';

/**
 * Every code that reading an input can give, besides `invalid-yaml`, which rulesets have too.
 *
 * @example
 * problemCodes['unknown-format'].title // 'an input that no reader recognizes'
 */
export const problemCodes = {
  'unreadable-input': {
    title: 'an input that cannot be read',
    explanation: 'The file, folder or standard input is missing, or may not be read.',
    example: '(a file that is not there)',
  },
  'no-input': {
    title: 'a folder or glob without an inventory',
    explanation:
      'No file of it has a known ending. An assessment of nothing finds nothing, which is easily taken for good news.',
    example: '(an empty folder)',
  },
  'empty-input': {
    title: 'an input without content',
    explanation: 'There is nothing in it but white space. An export that failed often looks so.',
    example: '\n',
  },
  'unknown-format': {
    title: 'an input that no reader recognizes',
    explanation: 'The content tells the format; `--input` names it where the content does not.',
    example: 'hello world',
  },
  'unsupported-encoding': {
    title: 'a text that is neither UTF-8 nor UTF-16',
    explanation: 'UTF-32 is recognized, but not read.',
    example: '(a text in UTF-32)',
  },
  'unsupported-compression': {
    title: 'a compression that this Node.js has not',
    explanation: 'Zstandard needs Node.js 22.15 or later.',
    example: '(zstd data on Node.js 22.12)',
  },
  'invalid-compression': {
    title: 'compressed data that is damaged',
    explanation: 'What came before the damage has been read.',
    example: '(gzip data with changed bytes)',
  },
  'truncated-input': {
    title: 'an input that ends in the middle',
    explanation: 'The records before the end have been read; how many are missing cannot be known.',
    example: '[{"type":"IamUser","name":"alice"},{"type":"IamU',
  },
  'incomplete-input': {
    title: 'an input that is not the whole',
    explanation:
      'It says so itself, as a plan that ended in an error does, or makes resources that stand elsewhere. What it does hold is judged.',
    example:
      'Resources:\n  Network:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ./network.yaml }\n',
  },
  'invalid-utf8': {
    title: 'a record with bytes that are not UTF-8',
    explanation: 'The record is left out, since its text is not known.',
    example: '(a byte of Latin-1 in the middle of JSON)',
  },
  'invalid-json': {
    title: 'a record that is not JSON',
    explanation: 'The record is left out; the reader goes on behind it.',
    example: '{"type":"IamUser","name":"alice"}\n{"type":"IamUser","name":bob}\n',
  },
  'trailing-data': {
    title: 'text behind the end of a JSON document',
    explanation: 'The document has been read. Two documents that were joined look so.',
    example: '[{"type":"IamUser","name":"alice"}] [{"type":"IamUser","name":"bob"}]',
  },
  'repeated-name': {
    title: 'a name that stands twice in an object',
    explanation:
      'JSON has no say in which one counts: the last is taken, as nearly every program does. It is looked for four levels deep in the first 64 KiB, and not in lines.',
    example: '[{"type":"IamUser","name":"alice","name":"bob"}]',
  },
  'too-deep': {
    title: 'a record that nests deeper than the limit',
    explanation: 'Inputs are untrusted, so the depth of a record is bounded (`maxDepth`).',
    example: '(longer than fits here)',
  },
  'record-too-large': {
    title: 'a record that is larger than the limit',
    explanation: 'Inputs are untrusted, so the size of a record is bounded (`maxRecordBytes`).',
    example: '(longer than fits here)',
  },
  'not-an-entity': {
    title: 'a record that is no entity',
    explanation: 'An entity is an object with a text `type`.',
    example: '[{"name":"alice"}]',
  },
  'unread-answer': {
    title: 'the answer of an AWS call that is not read',
    explanation: 'What it tells is left out; the help says where the calls that are read are listed.',
    example: '{"other":1}',
    reader: 'aws-cli',
  },
  'refused-answer': {
    title: 'an error in place of an answer',
    explanation: 'A command had no right to what it asked for, or did not reach it. `gsl collect` keeps such errors.',
    example: '{"Error":{"Code":"AccessDenied","Message":"not allowed"},"Command":"aws ec2 describe-volumes"}',
    reader: 'aws-cli',
  },
  'unnamed-part': {
    title: 'an answer that tells a part of something, and not of which',
    explanation: 'The policy of a bucket does not hold its name; the name of the file may tell it.',
    example: '{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}',
    reader: 'aws-cli',
  },
  'ambiguous-part': {
    title: 'an answer that tells a part of something whose name several have',
    explanation: 'It is an entity by itself then, since it cannot be known whose part it is.',
    example: '(answers of two accounts, and a part of one)',
  },
  'too-many-parts': {
    title: 'more parts of entities than are put together',
    explanation:
      'What several records tell of one entity is held to be put together. Beyond the limit each record is an entity by itself, and what others would tell of it is not known.',
    example: '(longer than fits here)',
  },
  'invalid-csv': {
    title: 'a row that breaks the quoting of CSV',
    explanation: 'A quote stands inside a cell, or is never closed. The rows around it are read.',
    example: 'user,arn\nal"ice,arn:aws:iam::111122223333:user/alice\n',
    reader: 'aws-credential-report',
  },
  'wrong-column-count': {
    title: 'a row with more or fewer cells than the header',
    explanation: 'Which cell is missing cannot be known, so the row is left out.',
    example: 'user,arn\nalice\n',
    reader: 'aws-credential-report',
  },
  'missing-column': {
    title: 'a header without columns that the format needs',
    explanation: 'The file is of another format, or was cut.',
    example: 'name,mfa\nalice,true\n',
    reader: 'aws-credential-report',
  },
  'invalid-value': {
    title: 'a value of another form than the format documents',
    explanation: 'The record is left out where the value tells what it is about.',
    example: 'user,arn\nalice,N/A\n',
    reader: 'aws-credential-report',
  },
  'unrendered-template': {
    title: 'a template that was not rendered',
    explanation: 'Its content is known only when it is rendered; `helm template` does it.',
    example: 'apiVersion: v1\nkind: {{ .Values.kind }}\nmetadata:\n  name: a\n',
    reader: 'kubernetes',
  },
  'invalid-hcl': {
    title: 'a block of a Terraform configuration that is not HCL',
    explanation: 'The block is left out, the others are read.',
    example: 'resource "aws_iam_user" "a" {\n  name = = "alice"\n}\n',
  },
  'invalid-parquet': {
    title: 'a file that is not Parquet',
    explanation: 'It is damaged, or was cut.',
    example: '(damaged Parquet)',
  },
  'too-many-users': {
    title: 'more IAM users than are joined',
    explanation:
      'Users of several inputs are held to be made one of. Beyond the limit each record is an entity by itself.',
    example: '(longer than fits here)',
  },
  'ambiguous-user': {
    title: 'a record of a user that could be one of several',
    explanation: 'The name is in several accounts and the record names none, so it is not joined.',
    example: '(lists of the users of two accounts, and of keys)',
  },
  'missing-package': {
    title: 'a format that needs a package',
    explanation:
      'Parquet is read by the package hyparquet, PostgreSQL by pg and pg-cursor, DuckDB by @duckdb/node-api: they are installed when they are needed.',
    example: '(Parquet without hyparquet)',
  },
} as const satisfies Record<string, CodeEntry>;

/** A code that a problem of an input can have. */
export type ProblemCode = keyof typeof problemCodes | 'invalid-yaml';
