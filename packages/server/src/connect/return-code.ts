import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { Secret } from '../vault/index.ts'

const mark = 'app.'
const context = { purpose: 'return_code', owner: 'installation', subject: 'app' } as const

/**
 * A code on its way through the address of an app, which other apps of the phone may read: it is worth something only
 * together with the state that it came with, here (RFC 8252 §8.1; Instagram has no PKCE of its own).
 */
export function sealReturnCode({ vault }: Pick<Deps, 'vault'>, stateHash: string, code: string): string {
  return mark + vault.seal(context, Secret.of(`${stateHash} ${code}`))
}

/**
 * The code as Instagram gave it. One that never was in an app's address is taken as it is.
 * @throws AppError STATE_INVALID for a code that was sealed for another state, or elsewhere
 */
export function openReturnCode({ vault }: Pick<Deps, 'vault'>, stateHash: string, code: string): string {
  if (!code.startsWith(mark)) return code
  const sealed = code.slice(mark.length)
  if (!vault.canOpen(sealed)) throw new AppError('STATE_INVALID')
  return vault.open(context, sealed).use((text) => {
    const [owner, inside] = text.split(' ', 2)
    if (owner !== stateHash || inside === undefined) throw new AppError('STATE_INVALID')
    return inside
  })
}
