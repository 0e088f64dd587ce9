/** What a program under measurement is started with, as JSON in its first argument. */
export interface ProgramSettings {
  /** The SQLite file. */
  file: string
  /** Signs the logins. */
  secret: string
  /** Seals the installation's own secret. */
  encryptionKey: string
  /** What the bare program answers with beside the body, so that it writes the same bytes as the product. */
  headers: [string, string][]
}

export function readSettings(): ProgramSettings {
  return JSON.parse(process.argv[2] ?? '') as ProgramSettings
}
