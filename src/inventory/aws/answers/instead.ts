/*
 * What to run in place of calls that list names alone, or tell of what is made by something that can be read: their answers
 * hold nothing that a rule could judge.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  'cloudformation describe-stack-events': 'aws cloudformation get-template',
  'cloudformation describe-stack-resource-drifts': 'aws cloudformation get-template',
  'cloudformation describe-stack-resources': 'aws cloudformation get-template',
  'cloudformation list-stack-resources': 'aws cloudformation get-template',
  'cloudformation list-stacks': 'aws cloudformation describe-stacks',
  'cloudtrail list-trails': 'aws cloudtrail describe-trails',
  'dynamodb list-tables': 'aws dynamodb describe-table',
  'ecs list-clusters': 'aws ecs describe-clusters',
  'ecs list-services': 'aws ecs describe-services',
  'ecs list-task-definitions': 'aws ecs describe-task-definition',
  'ecs list-tasks': 'aws ecs describe-services',
  'eks list-clusters': 'aws eks describe-cluster',
  'eks list-nodegroups': 'aws eks describe-cluster',
  'es list-domain-names': 'aws es describe-elasticsearch-domains',
  'kinesis list-streams': 'aws kinesis describe-stream',
  'kms list-aliases': 'aws kms describe-key',
  'opensearch list-domain-names': 'aws opensearch describe-domains',
  'resourcegroupstaggingapi get-resources': 'the describe- and list- calls of each service',
  'sns list-subscriptions': 'aws sns get-topic-attributes',
  'sns list-topics': 'aws sns get-topic-attributes',
  'sqs list-queues': 'aws sqs get-queue-attributes',
};

/** What to run in place of one of these calls, in words; undefined where nothing is known to tell more. */
export function insteadOf(calls: readonly string[]): string | undefined {
  const commands = [...new Set(calls.flatMap((call) => (Object.hasOwn(INSTEAD, call) ? [INSTEAD[call] ?? ''] : [])))];
  if (commands.length === 0) return undefined;
  const shown = commands.map((command) => (command.startsWith('aws ') ? `\`${command}\`` : command));
  return `it tells names alone; read the answer of ${shown.join(' or ')}`;
}
