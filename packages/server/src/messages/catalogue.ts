import type { AchievementKey } from '../achievements/rules.ts'
import type { AccountFindingCode, AccountFindingParameters } from '../admin/account-findings.ts'
import type { Finding, FindingParameters, FindingWithNext } from '../doctor/findings.ts'
import type { AppErrorCode, FailureReason, FieldProblem, RequestFault } from '../errors.ts'
import type { ExportColumnName } from '../metrics/export-columns.ts'
import type { ExportDataset } from '../metrics/export-contract.ts'
import type { MediaType } from '../metrics/media-contract.ts'
import type { CommandLineParameters } from './command-line.ts'
import type { InsightParameters } from './insights.ts'
import type { EachOf, Nothing } from './parameters.ts'
import type { ReturnPageParameters } from './return-page.ts'
import type { ReceiptParameters } from './receipts.ts'
import type { ReviewParameters } from './review.ts'
import type { TextVariant } from './text-variants.ts'

/**
 * Every message with what it must be told. Names and other people's words stay text, whatever they hold; numbers follow
 * the reader's plural and number rules.
 */
export type MessageParameters = CommandLineParameters &
  InsightParameters &
  ReviewParameters &
  ReceiptParameters &
  ReturnPageParameters &
  EachOf<`field.${FieldProblem}`, { name: string }> &
  EachOf<`request.${RequestFault}`, Nothing> &
  /** When things go on, already in words ("às 19h40", "em 40 segundos"); `unknown` when not known. */
  EachOf<`reasons.${FailureReason}` | `errors.${AppErrorCode}`, { wait: string }> & {
    [Name in Finding as `doctor.${Name}`]: FindingParameters[Name]
  } & {
    [Name in FindingWithNext as `doctor.${Name}.next`]: FindingParameters[Name]
  } & {
    [Name in AccountFindingCode as `account.${Name}` | `account.${Name}.next`]: AccountFindingParameters[Name]
  } & EachOf<`achievements.${AchievementKey}.${'title' | 'description'}`, Nothing> &
  /** What is to be done for it, with how much of it is left. */
  EachOf<`achievements.${AchievementKey}.goal`, { left: number }> &
  EachOf<`export.columns.${ExportColumnName}` | `export.datasets.${ExportDataset}`, Nothing> &
  EachOf<`export.types.${MediaType}` | 'export.yes' | 'export.no', Nothing> &
  EachOf<`screens.connect.${TextVariant}.${'title' | 'body' | 'button'}`, Nothing> & {
    'times.in': { duration: string }
    /** `when`: `today`, `tomorrow` or `later`, which names the day. */
    'times.at': { when: string; day: string; clock: string; zone: string }
    'achievements.given_before': Nothing
    'notifications.first_connection.title': Nothing
    'notifications.first_connection.body': { username: string }
    'notifications.token_expiring.title': { days: number }
    'notifications.token_expiring.body': { username: string; date: string }
    'notifications.sync_failed.title': { username: string }
    'notifications.sync_failed.body': { reason: string }
    'notifications.followers_grew.title': { count: number }
    'notifications.followers_grew.body': { username: string; total: number }
    /** `direction`: `up`, `down`, `same`, or `unknown` followers. */
    'notifications.weekly_digest.title': { direction: string; amount: number }
    /** `reached` and `versus` are `unknown` where there is nothing to say; `versus` as `direction`. */
    'notifications.weekly_digest.body': {
      username: string
      from: string
      to: string
      reached: string
      reach: number
      versus: string
      percent: number
    }
    'notifications.connection_lost.title': { username: string }
    'notifications.connection_lost.body': Nothing
    'notifications.achievement_unlocked.title': { achievement: string }
    'notifications.achievement_unlocked.body': { description: string; credits: number }
    'notifications.goal_reached.title': { metric: string; amount: number }
    'notifications.goal_reached.body': { username: string }
    'notifications.support_answered.title': Nothing
    'notifications.support_answered.body': { ticket: string }
    'screens.deletion.title': Nothing
    'screens.deletion.done': { date: string }
    'screens.deletion.disconnected': { date: string }
    'screens.deletion.kept': Nothing
    'screens.deletion.unknown': Nothing
    'screens.deletion.code': { code: string }
  }

export type MessageKey = keyof MessageParameters

/** ICU messages of one locale. A missing one does not compile. */
export type Catalogue = Record<MessageKey, string>
type Part<Prefix extends string> = Pick<Catalogue, Extract<MessageKey, `${Prefix}.${string}`>>
export type AccountCatalogue = Part<'account'>
export type ExportCatalogue = Part<'export'>
export type DoctorCatalogue = Part<'doctor'>
export type CommandLineCatalogue = Part<'cli'>
export type ReturnPageCatalogue = Part<'screens.return'>
export type ReceiptCatalogue = Part<'receipts'>
export type InsightCatalogue = Part<'insights'>
export type ReviewCatalogue = Part<'review'>
