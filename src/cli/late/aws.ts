/* Loaded by the built command with the first input of AWS: see tsup.command.config.ts. */
export * as awsType from '../../inventory/generic/aws-type.ts';
export * as answerRecords from '../../inventory/aws/answers/answer-records.ts';
export * as answerDocuments from '../../inventory/aws/answers/documents.ts';
export * as recognize from '../../inventory/aws/answers/recognize.ts';
export * as configItem from '../../inventory/aws/config-item.ts';
export * as iam from '../../inventory/aws/iam.ts';
export * as iamLinks from '../../inventory/aws/iam-links.ts';
export * as securityRuleRows from '../../inventory/aws/security-rule-rows.ts';
export * as steampipeTables from '../../inventory/aws/steampipe-tables.ts';
export * as untypedAnswers from '../../inventory/untyped-answers.ts';
