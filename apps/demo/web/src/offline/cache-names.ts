/** Scripts and styles, which are the same for everybody. */
export const filesName = 'aurora-files-1'
/** The page and the newest numbers of whoever is signed in. */
export const ownName = 'aurora-own-1'
/** What a page asks the worker to keep that was fetched before there was one. */
export interface KeepMessage {
  keep: string[]
  language: string
}
