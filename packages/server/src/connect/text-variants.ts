import { createHmac } from 'node:crypto'
import type { InstallationKeys } from '../events/installation-keys.ts'
import { textVariants, type TextVariant } from '../messages/text-variants.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { ConnectTexts } from './contract.ts'

/** Chosen by chance once for each user, without keeping it anywhere. */
export function variantOf({ choice }: InstallationKeys, userId: string): TextVariant {
  const number = createHmac('sha256', choice).update(`connect-texts:${userId}`).digest().readUInt32BE()
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
