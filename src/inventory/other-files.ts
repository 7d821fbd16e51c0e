/**
 * Files that lie in the folders of projects, have the ending of an inventory, and are known by their names to be none:
 * settings of tools and package managers, values and descriptions of charts, values of variables. One that is given by itself is
 * read where it holds entities.
 */
const NAMES: ReadonlySet<string> = new Set([
  'angular.json',
  'bower.json',
  'cdk.context.json',
  'cdk.json',
  'chart.yaml',
  'composer.json',
  'deno.json',
  'gsl.json',
  'gsl.yaml',
  'gsl.yml',
  'jsconfig.json',
  'kustomization.yaml',
  'kustomization.yml',
  'lerna.json',
  'manifest.webmanifest',
  'nest-cli.json',
  'npm-shrinkwrap.json',
  'nx.json',
  'package-lock.json',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'project.json',
  'renovate.json',
  'requirements.yaml',
  'requirements.yml',
  'skaffold.yaml',
  'skaffold.yml',
  'turbo.json',
  'values.schema.json',
  'vercel.json',
  'workspace.json',
]);

/** `tsconfig.build.json`, `values-prod.yaml`, `docker-compose.override.yml`, `appsettings.Development.json`. */
const FAMILIES =
  /^(?:tsconfig[.-][^/]*json|values(?:[._-][^/]*)?\.ya?ml|(?:docker-)?compose(?:\.[^/]*)?\.ya?ml|appsettings(?:\.[^/]*)?\.json|mkdocs\.ya?ml|buildspec\.ya?ml|azure-pipelines\.ya?ml|[^/]*\.schema\.json|[^/]*\.tfvars\.json)$/u;

/** Whether a file is known by its name to be no inventory. */
export function isOtherFile(name: string): boolean {
  const lower = name.toLowerCase();
  return NAMES.has(lower) || FAMILIES.test(lower);
}
