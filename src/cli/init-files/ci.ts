/** The systems that `gsl init --ci` knows. */
export type CiSystem = 'github' | 'gitlab' | 'azure' | 'jenkins';

/** What each needs: one file, with the exit code of `gsl evaluate` as its verdict. */
export const CI_FILES: Readonly<Record<CiSystem, { readonly name: string; readonly text: string }>> = {
  github: {
    name: '.github/workflows/gsl.yml',
    text: `name: gsl
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  gsl:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 22 }
      - run: npx --yes gsl-engine test
      - run: npx --yes gsl-engine evaluate --format github --format sarif=gsl.sarif --format markdown=gsl.md
      - if: always() && hashFiles('gsl.md') != ''
        run: cat gsl.md >> "$GITHUB_STEP_SUMMARY"
      - if: always() && hashFiles('gsl.sarif') != ''
        uses: github/codeql-action/upload-sarif@v4
        with: { sarif_file: gsl.sarif, category: gsl }
`,
  },
  gitlab: {
    name: '.gitlab-ci.yml',
    text: `gsl:
  image: node:22
  script:
    - npx --yes gsl-engine test
    - >-
      npx --yes gsl-engine evaluate --format pretty --format junit=gsl.xml --format html=gsl.html
      --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    paths: [gsl.html]
    reports:
      junit: gsl.xml
      codequality: gl-code-quality-report.json
`,
  },
  azure: {
    name: 'azure-pipelines.yml',
    text: `pool:
  vmImage: ubuntu-latest
steps:
  - task: UseNode@1
    inputs: { version: 22.x }
  - script: npx --yes gsl-engine test
    displayName: Tests of the rules
  - script: npx --yes gsl-engine evaluate --format azuredevops --format junit=gsl.xml --format html=gsl.html
    displayName: Evaluate
  - task: PublishTestResults@2
    condition: always()
    inputs: { testResultsFormat: JUnit, testResultsFiles: gsl.xml }
  - publish: gsl.html
    condition: always()
    artifact: gsl
`,
  },
  jenkins: {
    name: 'Jenkinsfile',
    text: `pipeline {
  agent { docker { image 'node:22' } }
  environment { npm_config_cache = '.npm' }
  stages {
    stage('gsl') {
      steps {
        sh 'npx --yes gsl-engine test'
        sh 'npx --yes gsl-engine evaluate --format pretty --format junit=gsl.xml --format html=gsl.html'
      }
      post {
        always {
          junit allowEmptyResults: true, testResults: 'gsl.xml'
          archiveArtifacts allowEmptyArchive: true, artifacts: 'gsl.html'
        }
      }
    }
  }
}
`,
  },
};
