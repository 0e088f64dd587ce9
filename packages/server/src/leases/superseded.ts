/** Somebody else took the account over, or it was disconnected: what was read is thrown away. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}
