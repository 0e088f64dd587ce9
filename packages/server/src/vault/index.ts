export { generateFernetKey, openFernet, parseFernetKey, sealFernet } from './fernet.ts'
export { Secret } from './secret.ts'
export { createVault, keyRingFault, type OpenedToken, type SealContext, type Vault, VaultError } from './vault.ts'
