/*
 * Azure does not mind the case of types: Resource Graph has them in lower case, `az … list` as each service once wrote them.
 * A rule names one. Facts of the published resource types: how the words of these are written, where it is not all small.
 */

const PROVIDERS =
  'AAD Advisor AnalysisServices ApiManagement App AppConfiguration AppPlatform Authorization Automation AVS ' +
  'AzureActiveDirectory Batch Billing Blueprint BotService Cache Cdn CertificateRegistration Chaos ' +
  'CognitiveServices Communication Compute ConfidentialLedger Confluent Consumption ContainerInstance ' +
  'ContainerRegistry ContainerService CostManagement CustomProviders Dashboard DataBox Databricks DataFactory ' +
  'DataLakeAnalytics DataLakeStore DataMigration DataProtection DataShare DBforMariaDB DBforMySQL ' +
  'DBforPostgreSQL DesktopVirtualization DevCenter DevHub Devices DevTestLab DigitalTwins DocumentDB ' +
  'DomainRegistration Elastic EventGrid EventHub HDInsight HealthcareApis HybridCompute HybridNetwork ' +
  'ImportExport Insights IoTCentral KeyVault Kubernetes KubernetesConfiguration Kusto LabServices ' +
  'LoadTestService Logic MachineLearning MachineLearningExperimentation MachineLearningServices Maintenance ' +
  'ManagedIdentity ManagedServices Management Maps MarketplaceOrdering Media Migrate MixedReality Monitor ' +
  'NetApp Network NotificationHubs OperationalInsights OperationsManagement PolicyInsights Portal PowerBI ' +
  'Purview Quantum RecoveryServices RedHatOpenShift Relay ResourceGraph ResourceHealth Resources Scheduler ' +
  'Search Security SecurityInsights ServiceBus ServiceFabric ServiceLinker SignalRService Solutions Sql Storage ' +
  'StorageCache StorageSync StreamAnalytics Subscription Support Synapse TimeSeriesInsights VideoIndexer ' +
  'VirtualMachineImages Web Workloads';

const WORDS =
  'accessPolicies actionGroups actionRules ActivityLogAlerts advancedThreatProtectionSettings afdEndpoints ' +
  'agentPools alertRules applianceDefinitions applicationGatewayAvailableWafRuleSets applicationGateways ' +
  'ApplicationGatewayWebApplicationFirewallPolicies applicationGroups applicationInsights appServicePlans ' +
  'assessmentMetadata auditingPolicies auditingSettings authorizationRules automationAccounts ' +
  'autoProvisioningSettings autoscaleSettings availabilitySets AvailableServiceAliases azureAsyncOperations ' +
  'azureFirewallFqdnTags azureFirewalls azureWebCategories backendAddressPools backendHttpSettingsCollection ' +
  'BackendPools backupFabrics backupLongTermRetentionPolicies backupPolicies backupShortTermRetentionPolicies ' +
  'backupVaults basicPublishing basicPublishingCredentialsPolicies bastionHostIpConfigurations bastionHosts ' +
  'batchAccounts bigDataPools blobInventoryPolicies blobServices botServices capacityPools ' +
  'capacityReservationGroups cassandraClusters certificateOrders chatServices cloudServices commitmentPlans ' +
  'communicationServices configurationAssignments configurationStores connectedClusters connectionPolicies ' +
  'connectionTypes consumerGroups containerApps containerGroups containerNetworkInterfaceConfigurations ' +
  'containerServices customApis customDomains customIPPrefixes daprComponents databaseAccounts ' +
  'dataCollectionEndpoints dataCollectionRuleAssociations dataCollectionRules dataConnections dataConnectors ' +
  'dataManagers dataMaskingPolicies ddosProtectionPlans dedicatedCores dedicatedHsms defaultSecurityRules ' +
  'deletedAccounts denyAssignments deploymentScripts deploymentSlots diagnosticSettings digitalTwinsInstances ' +
  'diskAccesses diskEncryptionSets dnsForwardingRulesets dnsResolvers dnsZones dscpConfiguration ' +
  'elasticJobAgents elasticPools emailServices encryptionProtector encryptionScopes eventHubs ' +
  'eventSubscriptions expressRouteCircuits expressRouteConnections expressRouteGateways expressRoutePorts ' +
  'expressRoutePortsLocations extendedAuditingPolicies extendedAuditingSettings extensionTypes failoverGroups ' +
  'fileServices fileShares firewallPolicies firewallPolicyRuleGroups firewallRules flexibleServers flowLogs ' +
  'fluxConfigurations frontDoors FrontDoorWebApplicationFirewallPolicies FrontendEndpoints ' +
  'frontendIPConfigurations frontendPorts functionApps galleryImages gatewayIPConfigurations geoBackupPolicies ' +
  'gremlinDatabases HealthProbeSettings hostGroups hostingEnvironmentProfiles hostingEnvironments ' +
  'hostNameBindings hostPools httpListeners hubRouteTables hubVirtualNetworkConnections ' +
  'hybridConnectionNamespaces hybridConnections hybridRunbookWorkerGroups immutabilityPolicies inboundEndpoints ' +
  'inboundNatRules inboundSecurityRules instanceFailoverGroups instancePools integrationAccounts ' +
  'integrationRuntimes inventoryPolicies iotApps IotHubs IpAllocations ipConfigurations ipGroups ' +
  'jitNetworkAccessPolicies jobAgents jobCollections keyVaults kubeEnvironments kubernetesClusters ' +
  'ledgerDigestUploads linkedServices loadBalancers loadBalancingRules LoadBalancingSettings ' +
  'localNetworkGatewayConnections localNetworkGateways localUsers logAnalytics logFiles machineExtensions ' +
  'maintenanceConfigurations managedClusters managedEnvironments managedHSMs managedInstances ' +
  'managedVirtualNetworks managementGroups managementPolicies mediaServices metricAlerts mongoClusters ' +
  'mongodbDatabases natGateways natRules netAppAccounts networkExperimentProfiles networkInterfaces ' +
  'networkManagers networkProfiles networkRuleSets networkSecurityGroups networkSecurityPerimeters ' +
  'networkVirtualAppliances networkVirtualApplianceSkus networkWatchers notebookWorkspaces ' +
  'objectReplicationPolicies onlineEndpoints openShiftClusters originGroups outboundEndpoints p2sVpnGateways ' +
  'pipelineGroups policyAssignments policyDefinitions policyExemptions policySetDefinitions privateCloud ' +
  'privateDnsZoneGroups privateDnsZones privateEndpointConnections privateEndpoints privateLinkAssociations ' +
  'privateLinkResources privateLinkScopes privateLinkServices protectedItems protectionContainers ' +
  'provisioningServices proximityPlacementGroups publicIPAddresses publicIPPrefixes queueServices ' +
  'recommendedActions registrationAssignments registrationDefinitions regulatoryComplianceStandards ' +
  'replicationPolicies requestRoutingRules resourceGroups resourceLinks restorableDatabaseAccounts ' +
  'restorableSqlContainers restorableSqlDatabases restorePointCollections roleAssignments roleDefinitions ' +
  'routeFilters routeTables routingRules ruleCollectionGroups ruleCollections savedSearches scalingPlans ' +
  'scheduledQueryRules schemaGroups searchServices secureScores securityAlertPolicies securityContacts ' +
  'securityPartnerProviders securityPolicies securityRules serverTrustGroups ' +
  'serverVulnerabilityAssessmentsSettings serviceEndpointPolicies sharedGalleries SignalR ' +
  'smartDetectorAlertRules softwareUpdateConfigurations sourceControls sqlDatabases sqlPools sqlRoleAssignments ' +
  'sqlRoleDefinitions sqlVulnerabilityAssessments sshPublicKeys staticSiteHosts staticSites storageAccounts ' +
  'storagePools storageSyncServices tableServices templateSpecs trafficManagerProfiles ' +
  'trafficManagerUserMetricsKeys transparentDataEncryption userAssignedIdentities userSettings virtualClusters ' +
  'virtualHubs virtualMachines virtualMachineScaleSets virtualNetworkConnections ' +
  'virtualNetworkGatewayConnections virtualNetworkGateways virtualNetworkLinks virtualNetworkPeerings ' +
  'virtualNetworkRules virtualNetworks virtualNetworkTaps virtualRouters virtualWans volumeGroups ' +
  'vpnConnections vpnGateways vpnServerConfigurations vpnSiteLinkConnections vpnSiteLinks vpnSites ' +
  'vulnerabilityAssessments webPubSub webServices webTests workflowRuns workloadGroups workspaceCollections ' +
  'workspaceSettings';

const BY_LOWER: ReadonlyMap<string, string> = byLower(WORDS);
const PROVIDER_BY_LOWER: ReadonlyMap<string, string> = byLower(PROVIDERS);

function byLower(words: string): ReadonlyMap<string, string> {
  return new Map(words.split(' ').map((word) => [word.toLowerCase(), word]));
}

/** A type in one way of writing: `Microsoft.Compute/disks` of `microsoft.compute/Disks`. Words that are not known stay. */
export function typeName(resourceType: string): string {
  const [provider = '', ...steps] = resourceType.split('/');
  const [, of] = /^microsoft\.(.+)$/iu.exec(provider) ?? [];
  const named = of === undefined ? provider : `Microsoft.${PROVIDER_BY_LOWER.get(of.toLowerCase()) ?? of}`;
  return [named, ...steps.map(wordOf)].join('/');
}

function wordOf(step: string): string {
  // A large letter at the start alone is a manner of writing.
  return BY_LOWER.get(step.toLowerCase()) ?? (/^[A-Z][a-z]+$/u.test(step) ? step.toLowerCase() : step);
}
