import { say, type Locale } from '../messages/messages.ts'
import { rules, type AchievementKey } from './rules.ts'

/** The words of an achievement; of one that is no longer given, its key. */
export function achievementWords(key: string, locale: Locale): { title: string; description: string } {
  if (!isAchievementKey(key)) return { title: key, description: '' }
  return {
    title: say(`achievements.${key}.title`, locale, {}),
    description: say(`achievements.${key}.description`, locale, {}),
  }
}

function isAchievementKey(key: string): key is AchievementKey {
  return rules.some((rule) => rule.key === key)
}
