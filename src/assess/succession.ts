/*
 * Types of Terraform in whose place a provider has others, under attributes of other names: old ones are still in rules, and
 * in states that are not moved yet.
 */

const AZURE: Readonly<Record<string, string>> = {
  app_service: 'linux_web_app windows_web_app',
  app_service_plan: 'service_plan',
  app_service_slot: 'linux_web_app_slot windows_web_app_slot',
  autoscale_setting: 'monitor_autoscale_setting',
  cdn_endpoint: 'cdn_frontdoor_endpoint',
  cdn_profile: 'cdn_frontdoor_profile',
  frontdoor: 'cdn_frontdoor_profile',
  frontdoor_firewall_policy: 'cdn_frontdoor_firewall_policy',
  function_app: 'linux_function_app windows_function_app',
  function_app_slot: 'linux_function_app_slot windows_function_app_slot',
  metric_alertrule: 'monitor_metric_alert',
  monitor_log_profile: 'monitor_diagnostic_setting',
  mysql_configuration: 'mysql_flexible_server_configuration',
  mysql_database: 'mysql_flexible_database',
  mysql_firewall_rule: 'mysql_flexible_server_firewall_rule',
  mysql_server: 'mysql_flexible_server',
  policy_assignment:
    'subscription_policy_assignment resource_group_policy_assignment management_group_policy_assignment resource_policy_assignment',
  postgresql_configuration: 'postgresql_flexible_server_configuration',
  postgresql_database: 'postgresql_flexible_server_database',
  postgresql_firewall_rule: 'postgresql_flexible_server_firewall_rule',
  postgresql_server: 'postgresql_flexible_server',
  sql_active_directory_administrator: 'mssql_server',
  sql_database: 'mssql_database',
  sql_elasticpool: 'mssql_elasticpool',
  sql_failover_group: 'mssql_failover_group',
  sql_firewall_rule: 'mssql_firewall_rule',
  sql_managed_database: 'mssql_managed_database',
  sql_managed_instance: 'mssql_managed_instance',
  sql_server: 'mssql_server',
  sql_virtual_network_rule: 'mssql_virtual_network_rule',
  template_deployment: 'resource_group_template_deployment',
  virtual_machine: 'linux_virtual_machine windows_virtual_machine',
  virtual_machine_scale_set:
    'linux_virtual_machine_scale_set windows_virtual_machine_scale_set orchestrated_virtual_machine_scale_set',
};

const AWS: Readonly<Record<string, string>> = {
  elasticsearch_domain: 'opensearch_domain',
  elasticsearch_domain_policy: 'opensearch_domain_policy',
  kinesis_analytics_application: 'kinesisanalyticsv2_application',
  launch_configuration: 'launch_template',
  s3_bucket_object: 's3_object',
  security_group_rule: 'vpc_security_group_ingress_rule vpc_security_group_egress_rule',
  waf_web_acl: 'wafv2_web_acl',
  wafregional_web_acl: 'wafv2_web_acl',
};

const GOOGLE: Readonly<Record<string, string>> = {
  cloud_run_service: 'cloud_run_v2_service',
  cloudfunctions_function: 'cloudfunctions2_function',
  container_registry: 'artifact_registry_repository',
  notebooks_instance: 'workbench_instance',
};

const KUBERNETES: Readonly<Record<string, string>> = {
  cron_job: 'cron_job_v1',
  csi_driver: 'csi_driver_v1',
  horizontal_pod_autoscaler: 'horizontal_pod_autoscaler_v2 horizontal_pod_autoscaler_v1',
  ingress: 'ingress_v1',
  ingress_class: 'ingress_class_v1',
  mutating_webhook_configuration: 'mutating_webhook_configuration_v1',
  pod_disruption_budget: 'pod_disruption_budget_v1',
  validating_webhook_configuration: 'validating_webhook_configuration_v1',
};

const PROVIDERS = { aws: AWS, azurerm: AZURE, google: GOOGLE, kubernetes: KUBERNETES } as const;

let newer: ReadonlyMap<string, readonly string[]> | undefined;

/** The types that took the place of a type. */
function newerThan(type: string): readonly string[] {
  newer ??= new Map(
    Object.entries(PROVIDERS).flatMap(([provider, types]) =>
      Object.entries(types).map(([old, names]) => [
        `${provider}_${old}`,
        names.split(' ').map((name) => `${provider}_${name}`),
      ]),
    ),
  );
  return newer.get(type) ?? [];
}

/** Of some types the one that took the place of another, or in whose place that one is. */
export function successionOf(type: string, types: readonly string[]): string | undefined {
  const successors = newerThan(type);
  return types.find((one) => successors.includes(one)) ?? types.find((one) => newerThan(one).includes(type));
}

/** What to say of a type in whose place another is, whichever is the older; undefined where neither is. */
export function successionHelp(type: string, other: string): string | undefined {
  const isOlder = newerThan(type).includes(other);
  if (!isOlder && !newerThan(other).includes(type)) return undefined;
  const [old, young] = isOlder ? [type, other] : [other, type];
  return `\`${young}\` took the place of \`${old}\` in the provider, with attributes of other names: the rule is to be written for what is there`;
}
