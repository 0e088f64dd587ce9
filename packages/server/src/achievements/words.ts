import { say, type Locale } from '../messages/messages.ts'
import { rules, type AchievementKey } from './rules.ts'

/**
 * The words of an achievement; of one that is no longer given, its key.
 * @param left how much of it is left to do; `null` when it is reached
 */
export function achievementWords(
  key: string,
  locale: Locale,
  left: number | null = null,
): { title: string; description: string } {
  if (!isAchievementKey(key)) return { title: key, description: '' }
  return {
    title: say(`achievements.${key}.title`, locale, {}),
    description:
      left === null
        ? say(`achievements.${key}.description`, locale, {})
        : say(`achievements.${key}.goal`, locale, { left }),
  }
}

function isAchievementKey(key: string): key is AchievementKey {
  return rules.some((rule) => rule.key === key)
}
