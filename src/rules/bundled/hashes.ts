import { logicHash } from '../logic-hash.ts';

/** Hashes of the bundled rules' logic, written down (a test holds them): to work them out took a fortieth of a short run. */
const HASHES: Readonly<Record<string, string>> = {
  'D9.AWS.IAM.51': 'oHt+/V6Iwesjwgzr9WVUeg',
  'GSL.AWS.IAM.01': 'FCKvhBLX/XQZALVYN3Tk+Q',
  'GSL.AWS.IAM.02': 'LC35J3gVjiYD7veBglsYWA',
  'GSL.AWS.IAM.03': 'BbRjVobwBhI6mME1UYNP1w',
  'GSL.AWS.IAM.04': 'DCK9gn44+Ae6xN/q59abng',
  'GSL.AWS.IAM.05': 'Ygsw53IXnsa2W7qM6URm7A',
  'GSL.AWS.IAM.06': '0qCuG0tdxjUuSMY7WZJcIg',
  'GSL.AWS.IAM.07': 'UXxVWBGOlwv7CjTFYoa9Ew',
  'GSL.AWS.IAM.08': 'XPFeKEjuZTrCAVdUBFFKMg',
  'GSL.AWS.IAM.09': '4G/j9j6u1DyyuGQR8+ZsNg',
  'GSL.AWS.IAM.10': 'fnRwfKdY4Is7/CjExU5LDw',
  'GSL.AWS.IAM.11': '3sqRmxg2+b8BAz55kmL22A',
  'GSL.AWS.IAM.12': 'DJMssEIT1V0bqYfJtE1o5A',
  'GSL.AWS.IAM.13': 'hGiNhCZZ12tYzidFDodLAQ',
};

/** The `logicHash` of a bundled rule. */
export function bundledHash(id: string, logic: string): string {
  return HASHES[id] ?? logicHash(logic);
}
