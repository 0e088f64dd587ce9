/** Who the host says is calling. */
export interface Identity {
  userId: string
  role?: 'admin' | 'user' | undefined
  /** When this login ends, where that is known: live streams end with it. */
  expiresAt?: Date | undefined
}
