import { describe, expect, it } from 'vitest';
import { collectBytes, judge } from './support.ts';

/** What the type of a list's items is, as the coverage says it. */
async function listed(answer: object): Promise<{ types: readonly string[]; covers: readonly string[] }> {
  const { entities, sources, problems } = await collectBytes(JSON.stringify(answer));
  expect(problems).toEqual([]);
  return { types: entities.map(({ type }) => type), covers: sources.flatMap(({ covers }) => covers) };
}

describe('answers that keep their resources under a name of their own', () => {
  it.each([
    [
      'datasets of BigQuery',
      { kind: 'bigquery#datasetList', datasets: [{ kind: 'bigquery#dataset', id: 'p:d' }] },
      'Google_bigquery_Dataset',
    ],
    [
      'zones of DNS',
      { kind: 'dns#managedZonesListResponse', managedZones: [{ kind: 'dns#managedZone', id: '1' }] },
      'Google_dns_ManagedZone',
    ],
    [
      'firewalls that hold',
      { firewalls: [{ kind: 'compute#firewall', id: '1', name: 'f' }] },
      'Google_compute_Firewall',
    ],
  ])('%s', async (_, answer, type) => {
    const { types, covers } = await listed(answer);
    expect(types).toEqual([type]);
    expect(covers).toContain(type);
  });

  it('what was covered without being read passed a rule on the whole list', async () => {
    const answer = { kind: 'bigquery#datasetList', datasets: [{ kind: 'bigquery#dataset', id: 'p:d' }] };
    expect(await judge('List<Google_bigquery_Dataset> should not have items', JSON.stringify(answer))).toEqual([
      expect.stringMatching(/^failed/u),
    ]);
  });

  it('a list of nothing covers its type and is no resource', async () => {
    const { types, covers } = await listed({ kind: 'dns#managedZonesListResponse', managedZones: [] });
    expect(types).toEqual([]);
    expect(covers).toContain('Google_dns_ManagedZone');
  });

  it('a machine is one resource, though its parts have kinds', async () => {
    const machine = {
      kind: 'compute#instance',
      id: '1',
      name: 'm',
      disks: [{ kind: 'compute#attachedDisk' }],
      networkInterfaces: [{ kind: 'compute#networkInterface' }],
    };
    expect((await listed(machine)).types).toEqual(['VMInstance']);
  });

  it('resources that tell no type are said to be resources of Google', async () => {
    const answers = [
      { functions: [{ name: 'projects/p/locations/l/functions/f', status: 'ACTIVE' }] },
      // What the service calls a type is none of an entity.
      { databases: [{ name: 'projects/p/databases/d', type: 'DOCUMENTS_NATIVE', uid: 'u' }] },
    ];
    for (const answer of answers) {
      const { entities, problems } = await collectBytes(JSON.stringify(answer));
      expect(entities).toEqual([]);
      expect(problems).toEqual([expect.stringContaining('the resource does not tell its type')]);
    }
    const own = [{ type: 'DATABASE', id: 'd', name: 'projects/p/databases/d' }];
    expect((await collectBytes(JSON.stringify(own))).entities).toEqual(own);
  });
});
