/** The id of what is in a vault: the vault's name, and what it is. */
export const VAULT_ITEM = /^https:\/\/([a-z\d-]+)\.[a-z\d.-]+\/(keys|secrets|certificates)\/[^/]+/iu;

/** Whether an id is of a key, a secret or a certificate in a vault, which have none of Azure's own kind. */
export function isVaultItem(id: string | undefined): boolean {
  return VAULT_ITEM.test(id ?? '');
}
