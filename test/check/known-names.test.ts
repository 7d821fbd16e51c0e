import { expect, test } from 'vitest';
import { KnownNames, namesOf, nearName } from '../../src/check/known-names.ts';

/* The name that a written one most likely stands for, among those that there are. */

const long = 'Name'.repeat(24);

test.each<[written: string, known: readonly string[], near: string | undefined]>([
  // The same letters first, whatever else is near; not the name itself.
  ['mfaactive', ['mfaActiv', 'mfa_active', 'mfaActive'], 'mfa_active'],
  ['mfaActive', ['mfaActive'], undefined],
  ['mfaActive', ['mfaActive', 'MFAactive'], 'MFAactive'],
  // A letter changed, left out, put in, written twice, swapped; the nearest, and of two the first, or the one of as many words.
  ['securityGrxup', ['securityGroup'], 'securityGroup'],
  ['securityGrup', ['securityGroup'], 'securityGroup'],
  ['securityGroaup', ['securityGroup'], 'securityGroup'],
  ['securityGrooup', ['securityGroup'], 'securityGroup'],
  ['securityGruop', ['securityGroup'], 'securityGroup'],
  ['securityGruop', ['securityGroups', 'securityGroup'], 'securityGroup'],
  ['colou', ['colour', 'coloum'], 'colour'],
  ['porTo', ['port', 'portTo'], 'portTo'],
  ['porTo', ['portTo', 'port'], 'portTo'],
  // Put in between two words, it is at the end of the first, whatever the second is.
  ['portsTo', ['port', 'portTo', 'protocol'], 'portTo'],
  ['fromPortsV4', ['fromPortV4'], 'fromPortV4'],
  ['EbsxId', ['EbsId'], undefined],
  ['aFaraway', ['bFaraway', 'cFaraway'], undefined],
  // Too far, another word, an acronym.
  ['sxcxrxtyGroup', ['securityGroup'], undefined],
  ['EksCluster', ['EcsCluster'], undefined],
  ['minAge', ['maxAge'], undefined],
  ['zzzz', ['abcd', 'efgh'], undefined],
  // One and many.
  ['policies', ['policy'], 'policy'],
  ['policy', ['Policies'], 'Policies'],
  ['box', ['boxes'], 'boxes'],
  ['address', ['other', 'addresses'], 'addresses'],
  // Long ones are near to none, but in case.
  [`${long}Grup`, [`${long}Group`], undefined],
  [`${long}group`, [`${long}Group`], `${long}Group`],
  [`${long}${long}${long}group`, [`${long}${long}${long}Group`], undefined],
  ['Group', [], undefined],
])('%s among %j', (written, known, near) => {
  expect(nearName(written, known)).toBe(near);
});

test.each<[written: string, known: readonly string[], same: string | undefined]>([
  ['toPort', ['port', 'portTo'], 'portTo'],
  ['isMfaActive', ['mfaActive'], 'mfaActive'],
  ['activeMfa', ['mfaActive', 'activeMFA', 'mfaOn'], undefined],
  ['minimumAge', ['ageMin'], 'ageMin'],
  ['_', ['-'], undefined],
  ['x'.repeat(300), ['x'.repeat(300)], undefined],
])('%s has the words of one of %j', (written, known, same) => {
  expect(new KnownNames(known).ofSameWords(written)).toBe(same);
});

test('names of a map are known again, and anew when it has more', () => {
  const map = new Map([['securityGroup', 1]]);
  expect(namesOf(map)).toBe(namesOf(map));
  expect(namesOf(map).near('iamUsr')).toBeUndefined();
  map.set('iamUser', 1);
  expect(namesOf(map).near('iamUsr')).toBe('iamUser');
});
