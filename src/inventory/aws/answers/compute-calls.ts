import { isObject, ownText, ownValue } from '../../entity.ts';
import { Unknown } from '../shape.ts';
import { apiShape, listing, single } from './build.ts';
import type { AwsCall } from './call.ts';
import { itemRecord } from './item-record.ts';
import { listenerRecords } from './listeners.ts';
import { balancerShape, SHAPES } from './vendor-shapes.ts';

const DISTRIBUTION = apiShape('CloudFront_Distribution', 'Id', {
  name: 'DomainName',
  arn: 'ARN',
  region: 'global',
  tags: new Unknown('`aws cloudfront list-tags-for-resource` has it'),
});

/** Calls of functions, containers, load balancers and what runs them. */
export const COMPUTE_CALLS: readonly AwsCall[] = [
  listing('lambda list-functions', 'Functions', ['FunctionName', 'FunctionArn', 'CodeSize'], SHAPES.lambda),
  {
    ...single('lambda get-function', 'Configuration', ['FunctionName', 'FunctionArn', 'CodeSize'], SHAPES.lambda),
    read: (item, context) => {
      // The tags stand beside the configuration; a function without any has none.
      const tags = ownValue(context.beside, 'Tags') ?? {};
      const withTags = isObject(item) ? { ...item, Tags: tags } : item;
      return [itemRecord(withTags, { ...SHAPES.lambda, tags: 'Tags' }, context)];
    },
  },
  {
    ...listing('elbv2 describe-load-balancers', 'LoadBalancers', ['LoadBalancerArn', 'Type'], balancerShape('')),
    covers: ['ApplicationLoadBalancer', 'NetworkLoadBalancer'],
    read: (item, context) => {
      const kind = isObject(item) ? ownText(item, 'Type') : undefined;
      return [itemRecord(item, balancerShape(kind ?? ''), context)];
    },
  },
  {
    call: 'elbv2 describe-listeners',
    key: 'Listeners',
    form: 'list',
    has: ['ListenerArn', 'LoadBalancerArn'],
    covers: [],
    read: (list, context) => listenerRecords(Array.isArray(list) ? list : [], context),
  },
  listing(
    'elb describe-load-balancers',
    'LoadBalancerDescriptions',
    ['LoadBalancerName', 'ListenerDescriptions'],
    SHAPES.classicBalancer,
  ),
  listing(
    'elbv2 describe-target-groups',
    'TargetGroups',
    ['TargetGroupArn', 'TargetGroupName'],
    apiShape('ELBv2_TargetGroup', 'TargetGroupArn', { name: 'TargetGroupName', arn: 'TargetGroupArn' }),
  ),
  listing('ecs describe-clusters', 'clusters', ['clusterArn', 'clusterName'], SHAPES.ecsCluster),
  listing('ecs describe-services', 'services', ['serviceArn', 'serviceName'], SHAPES.ecsService),
  single(
    'ecs describe-task-definition',
    'taskDefinition',
    ['taskDefinitionArn', 'containerDefinitions'],
    apiShape('ECS_TaskDefinition', 'taskDefinitionArn', { name: 'family', arn: 'taskDefinitionArn', tags: 'tags' }),
  ),
  single(
    'eks describe-cluster',
    'cluster',
    ['name', 'arn', 'resourcesVpcConfig'],
    apiShape('EKS_Cluster', 'arn', { name: 'name', arn: 'arn', tags: 'tags' }),
  ),
  listing(
    'ecr describe-repositories',
    'repositories',
    ['repositoryArn', 'repositoryName'],
    apiShape('ECR_Repository', 'repositoryArn', {
      name: 'repositoryName',
      arn: 'repositoryArn',
      account: 'registryId',
      tags: new Unknown('`aws ecr list-tags-for-resource` has it'),
    }),
  ),
  listing(
    'autoscaling describe-auto-scaling-groups',
    'AutoScalingGroups',
    ['AutoScalingGroupName', 'MinSize'],
    apiShape('AutoScaling_AutoScalingGroup', 'AutoScalingGroupName', {
      name: 'AutoScalingGroupName',
      arn: 'AutoScalingGroupARN',
      tags: 'Tags',
    }),
  ),
  listing(
    'autoscaling describe-launch-configurations',
    'LaunchConfigurations',
    ['LaunchConfigurationName', 'ImageId'],
    apiShape('AutoScaling_LaunchConfiguration', 'LaunchConfigurationName', {
      name: 'LaunchConfigurationName',
      arn: 'LaunchConfigurationARN',
    }),
  ),
  listing(
    'cloudformation describe-stacks',
    'Stacks',
    ['StackId', 'StackName', 'StackStatus'],
    apiShape('CloudFormation_Stack', 'StackId', { name: 'StackName', arn: 'StackId', tags: 'Tags' }),
  ),
  listing(
    'apigateway get-rest-apis',
    'items',
    ['id', 'name', 'apiKeySource'],
    apiShape('ApiGateway_RestApi', 'id', { name: 'name', tags: 'tags' }),
  ),
  listing(
    'apigatewayv2 get-apis',
    'Items',
    ['ApiId', 'ProtocolType'],
    apiShape('ApiGatewayV2_Api', 'ApiId', { name: 'Name', tags: 'Tags' }),
  ),
  {
    ...single('cloudfront list-distributions', 'DistributionList', ['Quantity'], DISTRIBUTION),
    read: (list, context) => {
      const items = isObject(list) ? (ownValue(list, 'Items') ?? []) : undefined;
      return (Array.isArray(items) ? items : [undefined]).map((one: unknown) => itemRecord(one, DISTRIBUTION, context));
    },
  },
];
