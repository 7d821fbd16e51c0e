/*
 * Calls whose answers are not read, by the member that holds what was asked for: to name such an answer, which says neither
 * its service nor its call. Facts of the published API models.
 */

/** Calls whose name says the member's: `ec2 describe-placement-groups` of `PlacementGroups`. */
const REGULAR: readonly (readonly [serviceAndVerb: string, members: string])[] = [
  [
    'ec2 describe',
    'AccountAttributes AddressTransfers Addresses ApplicationStatusChecks AvailabilityZones BundleTasks ByoipCidrs CapacityBlockExtensionOfferings CapacityBlockOfferings CapacityBlocks CapacityManagerDataExports CapacityReservationBillingRequests CapacityReservationCancellationQuotes CapacityReservationFleets CapacityReservations CarrierGateways ClientVpnEndpoints ClientVpnTargetNetworks CoipPools ConversionTasks CustomerGateways DhcpOptions EgressOnlyInternetGateways ExportImageTasks ExportTasks FastLaunchImages FastSnapshotRestores Fleets FlowLogs FpgaImages Hosts IamInstanceProfileAssociations ImageReferences ImageUsageReportEntries ImageUsageReports Images ImportImageTasks ImportSnapshotTasks InstanceConnectEndpoints InstanceCreditSpecifications InstanceEventWindows InstanceImageMetadata InstanceTypeOfferings InstanceTypes InternetGateways IpamExternalResourceVerificationTokens IpamInternetRegistryAssociations IpamPolicies IpamPoolAllocations IpamPools IpamPrefixListResolverTargets IpamPrefixListResolvers IpamResourceDiscoveries IpamResourceDiscoveryAssociations IpamScopes Ipams Ipv6Pools KeyPairs LaunchTemplateVersions LaunchTemplates LocalGatewayRouteTableVirtualInterfaceGroupAssociations LocalGatewayRouteTableVpcAssociations LocalGatewayRouteTables LocalGatewayVirtualInterfaceGroups LocalGatewayVirtualInterfaces LocalGateways MacHosts MacModificationTasks NatGateways NetworkAcls NetworkInsightsAccessScopeAnalyses NetworkInsightsAccessScopes NetworkInsightsAnalyses NetworkInsightsPaths NetworkInterfacePermissions NetworkInterfaces OutpostLags PlacementGroups PrefixLists PublicIpv4Pools Regions ReplaceRootVolumeTasks ReservedInstances ReservedInstancesListings ReservedInstancesModifications ReservedInstancesOfferings RouteServerEndpoints RouteServerPeers RouteServers RouteTables SecondaryInterfaces SecondaryNetworks SecondarySubnets SecurityGroupRules SecurityGroupVpcAssociations SecurityGroups ServiceLinkVirtualInterfaces Snapshots SpotInstanceRequests SpotPriceHistory Subnets TrafficMirrorFilterRules TrafficMirrorFilters TrafficMirrorSessions TrafficMirrorTargets TransitGatewayAttachments TransitGatewayConnectPeers TransitGatewayConnects TransitGatewayMeteringPolicies TransitGatewayMulticastDomains TransitGatewayPeeringAttachments TransitGatewayPolicyTables TransitGatewayRouteTableAnnouncements TransitGatewayRouteTables TransitGatewayVpcAttachments TransitGateways VerifiedAccessEndpoints VerifiedAccessGroups VerifiedAccessInstances VerifiedAccessTrustProviders Volumes VolumesModifications VpcBlockPublicAccessExclusions VpcEncryptionControls VpcEndpointAssociations VpcEndpointConnections VpcEndpoints VpcPeeringConnections Vpcs VpnConcentrators VpnConnections VpnGateways',
  ],
  ['s3api list', 'Buckets Parts'],
  ['s3control list', 'Jobs'],
  [
    'iam list',
    'AccountAliases DelegationRequests Groups InstanceProfiles MFADevices Policies PoliciesGrantingServiceAccess Roles SSHPublicKeys ServiceSpecificCredentials Users VirtualMFADevices',
  ],
  ['kms describe', 'CustomKeyStores'],
  ['kms list', 'Aliases Grants Keys'],
  ['cloudtrail list', 'Channels Dashboards EventDataStores Imports Queries Trails'],
  [
    'rds describe',
    'BlueGreenDeployments Certificates DBClusterAutomatedBackups DBClusterBacktracks DBClusterEndpoints DBClusterParameterGroups DBClusterSnapshots DBClusters DBEngineVersions DBInstanceAutomatedBackups DBInstances DBMajorEngineVersions DBParameterGroups DBProxies DBProxyEndpoints DBRecommendations DBSecurityGroups DBShardGroups DBSnapshotTenantDatabases DBSnapshots DBSubnetGroups ExportTasks GlobalClusters Integrations OptionGroupOptions OrderableDBInstanceOptions PendingMaintenanceActions ReservedDBInstances ReservedDBInstancesOfferings ServerlessV2PlatformVersions SourceRegions TenantDatabases',
  ],
  [
    'lambda list',
    'Aliases CapacityProviders CodeSigningConfigs EventSourceMappings FunctionEventInvokeConfigs FunctionUrlConfigs Functions LayerVersions Layers ProvisionedConcurrencyConfigs',
  ],
  [
    'elbv2 describe',
    'Listeners LoadBalancers SslPolicies TargetGroups TrustStoreAssociations TrustStoreRevocations TrustStores',
  ],
  ['dynamodb describe', 'Endpoints'],
  ['dynamodb list', 'GlobalTables'],
  ['sns list', 'PlatformApplications Subscriptions Topics'],
  ['efs describe', 'AccessPoints FileSystems MountTargets'],
  [
    'redshift describe',
    'AccountAttributes AuthenticationProfiles ClusterDbRevisions ClusterSecurityGroups ClusterSubnetGroups ClusterVersions Clusters DataShares HsmClientCertificates HsmConfigurations InboundIntegrations Integrations OrderableClusterOptions Qev2IdcApplications RedshiftIdcApplications ReservedNodeOfferings ReservedNodes ScheduledActions SnapshotCopyGrants SnapshotSchedules UsageLimits',
  ],
  ['redshift list', 'Recommendations'],
  ['cloudfront list', 'ConnectionFunctions ConnectionGroups DomainConflicts'],
  [
    'autoscaling describe',
    'AdjustmentTypes AutoScalingGroups AutoScalingInstances AutoScalingNotificationTypes InstanceRefreshes LaunchConfigurations LifecycleHookTypes LifecycleHooks LoadBalancerTargetGroups LoadBalancers NotificationConfigurations TerminationPolicyTypes TrafficSources',
  ],
  ['cloudwatch describe', 'AlarmContributors AnomalyDetectors InsightRules'],
  ['cloudwatch list', 'Metrics'],
  [
    'configservice describe',
    'AggregateComplianceByConfigRules AggregateComplianceByConformancePacks AggregationAuthorizations ConfigRules ConfigurationAggregators ConfigurationRecorders DeliveryChannels OrganizationConfigRuleStatuses OrganizationConfigRules OrganizationConformancePackStatuses OrganizationConformancePacks PendingAggregationRequests RemediationConfigurations RemediationExceptions RetentionConfigurations',
  ],
  ['configservice list', 'ConformancePackComplianceScores ResourceEvaluations'],
  ['guardduty list', 'Investigations Invitations MalwareProtectionPlans Members'],
  ['acm list', 'AcmeAccounts AcmeDomainValidations AcmeEndpoints'],
  ['apigatewayv2 list', 'RoutingRules'],
  ['opensearch describe', 'ReservedInstanceOfferings ReservedInstances VpcEndpoints'],
  [
    'opensearch list',
    'DataSources DirectQueryDataSources DomainMaintenances DomainNames Insights InstanceTypeDetails ScheduledActions Versions',
  ],
  ['es describe', 'ReservedElasticsearchInstanceOfferings ReservedElasticsearchInstances VpcEndpoints'],
  ['es list', 'DomainNames ElasticsearchInstanceTypes ElasticsearchVersions'],
  [
    'elasticache describe',
    'CacheClusters CacheEngineVersions CacheParameterGroups CacheSecurityGroups CacheSubnetGroups GlobalReplicationGroups ReplicationGroups ReservedCacheNodes ReservedCacheNodesOfferings ServerlessCacheSnapshots ServerlessCaches ServiceUpdates Snapshots UpdateActions UserGroups Users',
  ],
  ['cloudformation describe', 'AccountLimits StackEvents StackResourceDrifts StackResources Stacks'],
  ['cloudformation list', 'Exports HookResults Imports StackRefactorActions'],
  [
    'route53 list',
    'CidrBlocks CidrCollections CidrLocations HealthChecks HostedZones QueryLoggingConfigs ResourceRecordSets TrafficPolicyInstances',
  ],
  ['route53domains list', 'Domains Operations Prices'],
  [
    'route53resolver list',
    'FirewallConfigs FirewallDomainLists FirewallRuleGroupAssociations FirewallRuleGroups FirewallRuleTypes FirewallRules OutpostResolvers ResolverConfigs ResolverDnssecConfigs ResolverEndpoints ResolverQueryLogConfigAssociations ResolverQueryLogConfigs ResolverRuleAssociations ResolverRules',
  ],
  [
    'ssm describe',
    'AssociationExecutionTargets AssociationExecutions InstancePatchStates InstanceProperties InventoryDeletions Parameters Sessions',
  ],
  [
    'ssm list',
    'AssociationVersions Associations CloudConnectors CommandInvocations Commands ComplianceItems DocumentVersions Nodes',
  ],
  [
    'organizations list',
    'Accounts Children DelegatedAdministrators EffectivePolicyValidationErrors Parents Policies Roots',
  ],
  ['kinesis list', 'Shards'],
  [
    'waf list',
    'ByteMatchSets GeoMatchSets IPSets LoggingConfigurations RegexMatchSets RegexPatternSets RuleGroups SizeConstraintSets SqlInjectionMatchSets WebACLs XssMatchSets',
  ],
  ['wafv2 list', 'IPSets LoggingConfigurations ManagedRuleSets RegexPatternSets RuleGroups WebACLs'],
  ['securityhub describe', 'ActionTargets Products ProductsV2 Standards'],
  ['securityhub list', 'AggregatorsV2 Connectors FindingAggregators Invitations Members SecurityControlDefinitions'],
  ['athena list', 'ApplicationDPUSizes CapacityReservations EngineVersions PreparedStatements Sessions WorkGroups'],
  ['glue describe', 'InboundIntegrations Integrations'],
  [
    'glue list',
    'Blueprints ConnectionTypes Crawls CustomEntityTypes Entities MaterializedViewRefreshTaskRuns Registries Schemas Statements TableOptimizerRuns Workflows',
  ],
  ['emr describe', 'JobFlows'],
  [
    'emr list',
    'BootstrapActions Clusters InstanceFleets InstanceGroups Instances NotebookExecutions ReleaseLabels SecurityConfigurations Sessions Steps Studios SupportedInstanceTypes',
  ],
  [
    'sagemaker list',
    'AIBenchmarkJobs AIRecommendationJobs AIWorkloadConfigs AppImageConfigs Apps Domains EndpointConfigs Endpoints ImageVersions Images InferenceComponents InferenceExperiments InferenceRecommendationsJobs Models MonitoringAlertHistory NotebookInstanceLifecycleConfigs NotebookInstances PipelineExecutionSteps ResourceCatalogs Spaces StudioLifecycleConfigs SubscribedWorkteams UserProfiles Workforces Workteams',
  ],
  [
    'events list',
    'ApiDestinations Archives Connections Endpoints EventBuses EventSources PartnerEventSourceAccounts PartnerEventSources Replays',
  ],
  [
    'cognito-idp list',
    'Devices Groups ResourceServers Terms UserImportJobs UserPoolClients UserPoolReplicas UserPools Users',
  ],
  [
    'backup list',
    'BackupAccessPoints BackupJobSummaries BackupJobs CopyJobSummaries CopyJobs Frameworks IndexedRecoveryPoints LegalHolds ReportJobs ReportPlans RestoreAccessBackupVaults RestoreJobSummaries RestoreJobs RestoreTestingPlans RestoreTestingSelections ScanJobSummaries ScanJobs TieringConfigurations',
  ],
  [
    'fsx describe',
    'Backups DataRepositoryTasks FileCaches FileSystems S3AccessPointAttachments Snapshots StorageVirtualMachines Volumes',
  ],
  [
    'dms describe',
    'Certificates Connections DataMigrations DataProviders EndpointSettings Endpoints EngineVersions FleetAdvisorSchemas InstanceProfiles MetadataModelChildren MigrationProjects OrderableReplicationInstances PendingMaintenanceActions Recommendations ReplicationConfigs ReplicationInstanceTaskLogs ReplicationInstances ReplicationSubnetGroups ReplicationTableStatistics ReplicationTaskAssessmentResults ReplicationTaskAssessmentRuns ReplicationTaskIndividualAssessments ReplicationTasks Replications Schemas TableStatistics',
  ],
  [
    'docdb describe',
    'Certificates DBClusterParameterGroups DBClusterSnapshots DBClusters DBEngineVersions DBInstances DBSubnetGroups GlobalClusters OrderableDBInstanceOptions PendingMaintenanceActions',
  ],
  [
    'neptune describe',
    'DBClusterEndpoints DBClusterParameterGroups DBClusterSnapshots DBClusters DBEngineVersions DBInstances DBParameterGroups DBSubnetGroups GlobalClusters OrderableDBInstanceOptions PendingMaintenanceActions',
  ],
  ['elasticbeanstalk describe', 'ApplicationVersions Applications ConfigurationSettings Environments'],
  [
    'workspaces describe',
    'AccountModifications Applications ConnectionAliasPermissions ConnectionAliases Workspaces WorkspacesConnectionStatus WorkspacesPools',
  ],
  ['workspaces list', 'AccountLinks'],
  ['ds describe', 'ConditionalForwarders DomainControllers EventTopics SharedDirectories Snapshots Trusts'],
  ['ds list', 'LogSubscriptions'],
  [
    'network-firewall list',
    'AnalysisReports ContainerAssociations FirewallPolicies Firewalls FlowOperations Proxies ProxyConfigurations ProxyRuleGroups RuleGroups TLSInspectionConfigurations VpcEndpointAssociations',
  ],
  ['shield list', 'ProtectionGroups Protections'],
  ['mq describe', 'BrokerEngineTypes BrokerInstanceOptions SharedResources'],
  ['mq list', 'Configurations Users'],
  ['kafka list', 'Channels ClientVpcConnections Configurations KafkaVersions Replicators Topics VpcConnections'],
  [
    'sso-admin list',
    'AccountAssignments ApplicationAssignments ApplicationProviders Applications Instances PermissionSets Regions TrustedTokenIssuers',
  ],
  ['identitystore list', 'GroupMemberships Groups IdentityStores Users'],
  ['storagegateway describe', 'CachediSCSIVolumes ChapCredentials StorediSCSIVolumes TapeArchives Tapes VTLDevices'],
  ['storagegateway list', 'Gateways'],
  ['resourcegroupstaggingapi list', 'RequiredTags'],
  [
    'memorydb describe',
    'ACLs Clusters EngineVersions MultiRegionClusters MultiRegionParameterGroups MultiRegionParameters ParameterGroups Parameters ReservedNodes ReservedNodesOfferings ServiceUpdates Snapshots SubnetGroups Users',
  ],
  ['cloudhsmv2 describe', 'Backups Clusters'],
];

/** The others: `call=member`. */
const IRREGULAR: readonly (readonly [service: string, calls: string])[] = [
  [
    'ec2',
    'describe-snapshot-attribute=CreateVolumePermissions describe-image-attribute=LaunchPermissions describe-instance-status=InstanceStatuses describe-spot-fleet-requests=SpotFleetRequestConfigs describe-managed-prefix-lists=PrefixLists describe-vpc-endpoint-services=ServiceNames describe-volume-status=VolumeStatuses',
  ],
  [
    's3api',
    'list-objects-v2=Contents list-object-versions=Versions get-bucket-cors=CORSRules get-object-lock-configuration=ObjectLockConfiguration',
  ],
  [
    'iam',
    'list-policy-versions=Versions list-open-id-connect-providers=OpenIDConnectProviderList list-saml-providers=SAMLProviderList list-signing-certificates=Certificates get-instance-profile=InstanceProfile get-group=Group',
  ],
  ['kms', 'list-key-policies=PolicyNames'],
  ['lambda', 'list-versions-by-function=Versions get-function-url-config=FunctionUrl'],
  ['ecr', 'get-repository-policy=policyText'],
  ['cloudtrail', 'lookup-events=Events'],
  [
    'rds',
    'describe-db-parameters=Parameters describe-event-subscriptions=EventSubscriptionsList describe-option-groups=OptionGroupsList',
  ],
  [
    'elb',
    'describe-load-balancer-policies=PolicyDescriptions describe-load-balancer-attributes=LoadBalancerAttributes describe-instance-health=InstanceStates',
  ],
  [
    'elbv2',
    'describe-tags=TagDescriptions describe-target-health=TargetHealthDescriptions describe-load-balancer-attributes=Attributes',
  ],
  [
    'dynamodb',
    'list-tables=TableNames describe-continuous-backups=ContinuousBackupsDescription list-backups=BackupSummaries',
  ],
  ['sqs', 'list-queues=QueueUrls'],
  ['sns', 'list-subscriptions-by-topic=Subscriptions'],
  [
    'ecs',
    'list-clusters=clusterArns list-services=serviceArns list-tasks=taskArns list-task-definitions=taskDefinitionArns',
  ],
  ['eks', 'describe-nodegroup=nodegroup'],
  ['redshift', 'describe-cluster-parameters=Parameters describe-logging-status=LoggingEnabled'],
  ['autoscaling', 'describe-policies=ScalingPolicies describe-scaling-activities=Activities'],
  [
    'cloudwatch',
    'describe-alarm-history=AlarmHistoryItems list-dashboards=DashboardEntries get-metric-statistics=Datapoints',
  ],
  [
    'configservice',
    'describe-compliance-by-config-rule=ComplianceByConfigRules describe-conformance-packs=ConformancePackDetails get-compliance-details-by-config-rule=EvaluationResults list-discovered-resources=resourceIdentifiers',
  ],
  ['guardduty', 'list-findings=FindingIds'],
  ['secretsmanager', 'get-resource-policy=ResourcePolicy describe-secret=VersionIdsToStages'],
  ['opensearch', 'list-domain-names=DomainNames'],
  [
    'cloudformation',
    'list-stacks=StackSummaries list-stack-resources=StackResourceSummaries list-stack-sets=Summaries',
  ],
  ['cloudfront', 'get-distribution=Distribution get-distribution-config=DistributionConfig'],
  ['route53', 'list-resource-record-sets=ResourceRecordSets'],
  [
    'ssm',
    'describe-instance-information=InstanceInformationList list-documents=DocumentIdentifiers describe-patch-baselines=BaselineIdentities',
  ],
  [
    'organizations',
    'list-accounts-for-parent=Accounts list-organizational-units-for-parent=OrganizationalUnits describe-organization=Organization',
  ],
  ['sts', 'get-caller-identity=UserId'],
  ['kinesis', 'list-streams=StreamNames'],
  ['firehose', 'list-delivery-streams=DeliveryStreamNames describe-delivery-stream=DeliveryStreamDescription'],
  ['events', 'list-targets-by-rule=Targets'],
  [
    'glue',
    'get-databases=DatabaseList get-tables=TableList get-connections=ConnectionList get-jobs=Jobs get-security-configurations=SecurityConfigurations',
  ],
  ['athena', 'get-work-group=WorkGroup'],
  ['backup', 'list-backup-plans=BackupPlansList list-backup-vaults=BackupVaultList list-protected-resources=Results'],
  ['wafv2', 'get-web-acl=WebACL get-rule-group=RuleGroup list-resources-for-web-acl=ResourceArns'],
  ['accessanalyzer', 'list-findings=findings'],
  ['inspector2', 'list-findings=findings'],
  ['ce', 'get-cost-and-usage=ResultsByTime'],
  ['support', 'describe-trusted-advisor-checks=checks'],
  ['sagemaker', 'describe-notebook-instance=NotebookInstanceName'],
  ['apigateway', 'get-stages=item'],
  ['stepfunctions', 'list-state-machines=stateMachines'],
  ['codebuild', 'list-projects=projects batch-get-projects=projects'],
  ['lightsail', 'get-instances=instances'],
  ['batch', 'describe-compute-environments=computeEnvironments'],
  ['ses', 'list-identities=Identities'],
  ['resourcegroupstaggingapi', 'get-resources=ResourceTagMappingList'],
  ['efs', 'describe-mount-targets=MountTargets describe-file-system-policy=Policy'],
  ['emr', 'describe-cluster=Cluster list-clusters=Clusters'],
  ['dax', 'describe-clusters=Clusters'],
  ['eks', 'list-clusters=clusters list-nodegroups=nodegroups'],
  ['memorydb', 'describe-clusters=Clusters'],
  ['dms', 'describe-endpoints=Endpoints'],
  ['network-firewall', 'describe-firewall=Firewall'],
  ['kafka', 'list-clusters-v2=ClusterInfoList'],
  ['ram', 'get-resource-shares=resourceShares'],
  ['ds', 'describe-directories=DirectoryDescriptions'],
  ['glacier', 'list-vaults=VaultList'],
];

function kebab(name: string): string {
  return name
    .replace(/(^|[a-z0-9](?=[A-Z]))([A-Z]{2,})s$/u, (_, before: string, letters: string) =>
      [...(before === '' ? [] : [before]), `${letters.toLowerCase()}s`].join('-'),
    )
    .replace(/([a-z0-9])([A-Z])/gu, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1-$2')
    .toLowerCase();
}

/** The calls that may have answered with such a member, with the service before each. */
export const CALLS_BY_MEMBER: ReadonlyMap<string, readonly string[]> = byMember();

function byMember(): Map<string, string[]> {
  const calls = new Map<string, string[]>();
  const add = (member: string, call: string): void => {
    const known = calls.get(member);
    if (known === undefined) calls.set(member, [call]);
    else if (!known.includes(call)) known.push(call);
  };
  for (const [service, list] of IRREGULAR) {
    for (const one of list.split(' ')) {
      const [operation = '', member = ''] = one.split('=');
      add(member, `${service} ${operation}`);
    }
  }
  for (const [serviceAndVerb, members] of REGULAR) {
    for (const member of members.split(' ')) add(member, `${serviceAndVerb}-${kebab(member)}`);
  }
  return calls;
}
