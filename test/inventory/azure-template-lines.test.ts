import { expect, it } from 'vitest';
import { isEntityRecord } from '../../src/values/record.ts';
import { collectBytes } from './support.ts';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

it('resources of a template have the lines that they begin on, inner ones that of the resource around them', async () => {
  const template = [
    `{ "$schema": "${SCHEMA}",`,
    '  "contentVersion": "1.0.0.0",',
    '  "resources": [',
    '    { "type": "Microsoft.Storage/storageAccounts", "name": "a" },',
    '    { "type": "Microsoft.KeyVault/vaults", "name": "v",',
    '      "resources": [',
    '        { "type": "secrets", "name": "s" }',
    '      ] } ] }',
  ].join('\n');
  const { records, problems } = await collectBytes(template);
  expect(problems).toEqual([]);
  const found = records
    .filter(isEntityRecord)
    .map(({ provenance: { line, address } }) => `${String(line)} ${String(address)}`);
  expect(found).toEqual([
    '4 Microsoft.Storage/storageAccounts/a',
    '5 Microsoft.KeyVault/vaults/v',
    '5 Microsoft.KeyVault/vaults/secrets/s',
  ]);
});

it('one broken resource of a template is reported, the others are read', async () => {
  const template = `{ "$schema": "${SCHEMA}", "resources": [
    { "type": "Microsoft.Storage/storageAccounts", "name": "a\u0001" },
    { "type": "Microsoft.Storage/storageAccounts", "name": "b" } ] }`;
  const { entities, problems } = await collectBytes(template);
  expect(entities.map(({ name }) => name)).toEqual(['b']);
  expect(problems).toEqual([expect.stringMatching(/^invalid-json@2/u)]);
});
