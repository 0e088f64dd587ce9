/** Thrown where an account's own token answers for somebody else: nothing of that answer may be saved. */
export class ForeignIdentity extends Error {
  override readonly name = 'ForeignIdentity'
}
