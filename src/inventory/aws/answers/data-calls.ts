import { Unknown } from '../shape.ts';
import { apiShape, listing, single } from './build.ts';
import type { AwsCall } from './call.ts';
import { SHAPES } from './vendor-shapes.ts';

const REDSHIFT = apiShape('Redshift_Cluster', 'ClusterIdentifier', {
  name: 'ClusterIdentifier',
  arn: 'ClusterNamespaceArn',
  zone: 'AvailabilityZone',
  tags: 'Tags',
});
const OPENSEARCH = apiShape('OpenSearch_Domain', 'ARN', { name: 'DomainName', arn: 'ARN' });
const ELASTICSEARCH = apiShape('Elasticsearch_Domain', 'ARN', { name: 'DomainName', arn: 'ARN' });

/** Calls of databases, caches, file systems and queues. */
export const DATA_CALLS: readonly AwsCall[] = [
  listing('rds describe-db-instances', 'DBInstances', ['DBInstanceIdentifier', 'DBInstanceClass'], SHAPES.rds),
  listing(
    'rds describe-db-clusters',
    'DBClusters',
    ['DBClusterIdentifier', 'Engine'],
    apiShape('RDS_DBCluster', 'DBClusterIdentifier', {
      name: 'DBClusterIdentifier',
      arn: 'DBClusterArn',
      tags: 'TagList',
    }),
  ),
  listing(
    'rds describe-db-snapshots',
    'DBSnapshots',
    ['DBSnapshotIdentifier', 'SnapshotType'],
    apiShape('RDS_DBSnapshot', 'DBSnapshotIdentifier', {
      name: 'DBSnapshotIdentifier',
      arn: 'DBSnapshotArn',
      zone: 'AvailabilityZone',
      tags: 'TagList',
    }),
  ),
  listing(
    'rds describe-db-cluster-snapshots',
    'DBClusterSnapshots',
    ['DBClusterSnapshotIdentifier', 'SnapshotType'],
    apiShape('RDS_DBClusterSnapshot', 'DBClusterSnapshotIdentifier', {
      name: 'DBClusterSnapshotIdentifier',
      arn: 'DBClusterSnapshotArn',
      tags: 'TagList',
    }),
  ),
  single('dynamodb describe-table', 'Table', ['TableName', 'TableStatus', 'KeySchema'], SHAPES.table),
  listing('efs describe-file-systems', 'FileSystems', ['FileSystemId', 'LifeCycleState'], SHAPES.fileSystem),
  listing('redshift describe-clusters', 'Clusters', ['ClusterIdentifier', 'NodeType', 'ClusterStatus'], REDSHIFT),
  listing(
    'elasticache describe-cache-clusters',
    'CacheClusters',
    ['CacheClusterId', 'CacheNodeType'],
    apiShape('ElastiCache_CacheCluster', 'CacheClusterId', {
      name: 'CacheClusterId',
      arn: 'ARN',
      tags: new Unknown('`aws elasticache list-tags-for-resource` has it'),
    }),
  ),
  listing(
    'elasticache describe-replication-groups',
    'ReplicationGroups',
    ['ReplicationGroupId', 'MemberClusters'],
    apiShape('ElastiCache_ReplicationGroup', 'ReplicationGroupId', {
      name: 'ReplicationGroupId',
      arn: 'ARN',
      tags: new Unknown('`aws elasticache list-tags-for-resource` has it'),
    }),
  ),
  single('opensearch describe-domain', 'DomainStatus', ['DomainName', 'ClusterConfig'], OPENSEARCH),
  listing('opensearch describe-domains', 'DomainStatusList', ['DomainName', 'ClusterConfig'], OPENSEARCH),
  single(
    'es describe-elasticsearch-domain',
    'DomainStatus',
    ['DomainName', 'ElasticsearchClusterConfig'],
    ELASTICSEARCH,
  ),
  listing(
    'es describe-elasticsearch-domains',
    'DomainStatusList',
    ['DomainName', 'ElasticsearchClusterConfig'],
    ELASTICSEARCH,
  ),
  single(
    'sns get-topic-attributes',
    'Attributes',
    ['TopicArn'],
    apiShape('SNS_Topic', 'TopicArn', {
      arn: 'TopicArn',
      account: 'Owner',
      tags: new Unknown('`aws sns list-tags-for-resource` has it'),
    }),
  ),
  single(
    'sqs get-queue-attributes',
    'Attributes',
    ['QueueArn'],
    apiShape('SQS_Queue', 'QueueArn', { arn: 'QueueArn', tags: new Unknown('`aws sqs list-queue-tags` has it') }),
  ),
  single(
    'kinesis describe-stream',
    'StreamDescription',
    ['StreamName', 'StreamARN'],
    apiShape('Kinesis_Stream', 'StreamARN', {
      name: 'StreamName',
      arn: 'StreamARN',
      tags: new Unknown('`aws kinesis list-tags-for-stream` has it'),
    }),
  ),
];
