import { createHmac } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { textVariants, type TextVariant } from '../messages/text-variants.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { ConnectTexts } from './contract.ts'

/** Which texts a user is shown: the first, or chosen by chance once for each user, without keeping it anywhere. */
export function variantOf({ keys, settings }: Pick<Deps, 'keys' | 'settings'>, userId: string): TextVariant {
  if (settings.connectTextsComparison === 'off') return 'a'
  const number = createHmac('sha256', keys.choice).update(`connect-texts:${userId}`).digest().readUInt32BE()
  return textVariants[number % textVariants.length] ?? 'a'
}

export function connectTexts(variant: TextVariant, locale: Locale): ConnectTexts {
  return {
    variant,
    title: say(`screens.connect.${variant}.title`, locale, {}),
    body: say(`screens.connect.${variant}.body`, locale, {}),
    button: say(`screens.connect.${variant}.button`, locale, {}),
  }
}
