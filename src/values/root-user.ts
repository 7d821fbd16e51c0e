/** The name of an account's root user among its IAM users, as credential reports and CloudGuard's entities have it. */
export const ROOT_USER = '<root_account>';
