import type { Kit } from './kit.ts'

/** One row: the secret of this installation, and the end of the event chain, which tells a cut tail. */
export const defineInstallation = (kit: Kit) =>
  kit.table('installation', {
    id: kit.integer().primaryKey(),
    /** Codes of events and of forgotten people are made with it; sealed by the vault. */
    sealedSecret: kit.text().notNull(),
    lastSequence: kit.integer().notNull(),
    lastMac: kit.text().notNull(),
    /** Events before this one were written with a secret that was lost. */
    verifiableFrom: kit.integer().notNull(),
    createdAt: kit.instant().notNull(),
  })
