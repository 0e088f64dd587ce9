import { findAll, mostFindings } from '../../src/insights/find.ts'
import type { Finding } from '../../src/insights/history.ts'
import { seedAccount, type Planted, type PlantKind } from './seeded-accounts.ts'

export const plantKinds = [
  'spike',
  'fall',
  'rise',
  'type',
  'hour',
  'followers',
  'streak',
] as const satisfies readonly PlantKind[]

export interface Judgement {
  accounts: number
  quietAccounts: number
  quietWithFinding: number
  found: Record<string, number>
  planted: Record<string, number>
  /** Findings that name something planted, and all. */
  right: number
  told: number
  /** Of the days and followers that were explained by a post: by the planted one. */
  postsNamed: number
  postsPlanted: number
  recall: number
  precision: number
  quietRate: number
  falseRules: Record<string, number>
}

const dayMs = 86_400_000
const distance = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) / dayMs

function names(finding: Finding, { kind, subject }: Planted): boolean {
  switch (kind) {
    case 'spike':
      return finding.rule === 'odd_day' && finding.direction === 'up' && distance(finding.subject, subject) <= 1
    case 'followers':
      return finding.rule === 'followers_day' && finding.subject === subject
    case 'fall':
    case 'rise':
      return finding.subject.startsWith(kind) && distance(finding.days[0] ?? '', subject) <= 4
    case 'type':
      return finding.rule === 'content_type' && finding.subject === subject
    case 'hour':
      return finding.rule === 'best_hour' && String(finding.numbers['hour']) === subject
    case 'streak':
      // By chance it may have begun before.
      return finding.rule === 'growth_streak' && finding.subject <= subject && distance(finding.subject, subject) <= 20
  }
}

/** Looks through quiet accounts and as many with something planted, and counts what was found. */
export function judgeFindings(
  accounts: number,
  seed: number,
  shape: { historyDays?: number; rangeDays?: number } = {},
): Judgement {
  const judged: Judgement = {
    accounts: 0,
    quietAccounts: 0,
    quietWithFinding: 0,
    found: {},
    planted: {},
    right: 0,
    told: 0,
    postsNamed: 0,
    postsPlanted: 0,
    recall: 0,
    precision: 0,
    quietRate: 0,
    falseRules: {},
  }
  const bump = (counts: Record<string, number>, name: string) => (counts[name] = (counts[name] ?? 0) + 1)
  for (let index = 0; index < accounts; index += 1) {
    for (const plant of [null, plantKinds[index % plantKinds.length] ?? null]) {
      const { history, planted } = seedAccount({ seed: seed + 2 * index + (plant === null ? 0 : 1), plant, ...shape })
      const findings = findAll(history).slice(0, mostFindings)
      judged.accounts += 1
      if (plant === null) {
        judged.quietAccounts += 1
        if (findings.length > 0) judged.quietWithFinding += 1
        for (const { rule } of findings) bump(judged.falseRules, rule)
        continue
      }
      bump(judged.planted, plant)
      const right = findings.filter((finding) => planted.some((one) => names(finding, one)))
      judged.told += findings.length
      judged.right += right.length
      for (const finding of findings)
        if (!right.includes(finding)) bump(judged.falseRules, `${finding.rule} beside ${plant}`)
      if (right.length > 0) bump(judged.found, plant)
      for (const one of planted) {
        if (one.mediaId === null) continue
        judged.postsPlanted += 1
        if (right.some(({ mediaId }) => mediaId === one.mediaId)) judged.postsNamed += 1
      }
    }
  }
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)
  judged.recall = sum(judged.found) / Math.max(1, sum(judged.planted))
  judged.precision = judged.right / Math.max(1, judged.told)
  judged.quietRate = judged.quietWithFinding / Math.max(1, judged.quietAccounts)
  return judged
}
