import { openFernet, parseFernetKey, sealFernet } from '../vault/index.ts'

/** Sealed with the person's key, so that the person is forgotten by forgetting the key; `null` without one. */
export function sealPersonal(key: string | undefined, personal: object, now: Date): string | null {
  const parsed = key === undefined ? undefined : parseFernetKey(key)
  return parsed === undefined ? null : sealFernet(parsed, Buffer.from(JSON.stringify(personal)), { now })
}

/** `null` when nothing was sealed or the person is forgotten. */
export function openPersonal(key: string | undefined, sealed: string | null): Record<string, string> | null {
  const parsed = key === undefined ? undefined : parseFernetKey(key)
  if (parsed === undefined || sealed === null) return null
  try {
    return JSON.parse(openFernet([parsed], sealed).toString('utf8')) as Record<string, string>
  } catch {
    return null
  }
}
