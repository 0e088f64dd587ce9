import type { Catalogue } from '../catalogue.ts'
import { account } from './account.ts'
import { commandLine } from './command-line.ts'
import { doctor } from './doctor.ts'
import { receipts } from './receipts.ts'
import { exported } from './export.ts'
import { insights } from './insights.ts'
import { returnPage } from './return-page.ts'
import { review } from './review.ts'

export const en: Catalogue = {
  ...doctor,
  ...account,
  ...commandLine,
  ...exported,
  ...insights,
  ...returnPage,
  ...receipts,
  ...review,
  'field.invalid': 'This value is not valid.',
  'field.unknown': 'There is no field of this name: “{name}”.',
  'field.end_before_start': 'The last day is before the first. Swap them, or choose other days.',
  'field.range_too_long': 'These are too many days at once. Choose a shorter range.',
  'field.in_the_future': 'This day is in the future.',
  'field.too_long_ago': 'This day is too long ago.',
  'field.address_not_allowed': 'This address is not one that may be returned to.',
  'field.not_broken_down':
    'Instagram does not break this number down like that. Choose another number or another breakdown.',
  'field.in_the_past': 'This day is in the past. Choose today or a later one.',
  'field.reached_already': 'It is that high already. Choose a higher number.',
  'field.too_many': 'There are too many. Remove one first.',
  'field.csv_unreadable': 'Line {name}: this can not be read as CSV. Look at its quotes.',
  'field.csv_empty': 'No day with a number of followers is in this file.',
  'field.csv_too_many_lines': 'There are more than 5,000 lines. Divide the file.',
  'field.csv_columns': 'Line {name}: it has to have a day and a number of followers.',
  'field.csv_day': 'Line {name}: this is no day. Write it as 2026-11-30 or 30/11/2026.',
  'field.csv_day_order':
    'Line {name}: nothing in the file says which is the day and which the month. Write days as 2026-11-30.',
  'field.csv_not_over': 'Line {name}: this day is not over yet in Los Angeles, by which Instagram counts days.',
  'field.csv_number': 'Line {name}: the followers have to be a whole number, 0 or more.',
  'field.csv_twice': 'Line {name}: this day stands in the file before with another number.',
  'field.cursor': 'This page of the list can not be found. Begin the list anew.',
  'request.not_json': 'This request has to be sent as JSON (Content-Type: application/json).',
  'request.unreadable': 'What was sent can not be read as JSON.',
  'request.too_long': 'What was sent is too long.',
  'request.wrong_method': 'This address does not take this kind of request.',
  'reasons.log_in_to_instagram':
    'Instagram wants to confirm that it is you. Open Instagram, log in to your account and follow the steps shown there; then press refresh here. You do not need to reconnect.',
  'reasons.lift_restriction':
    'Instagram has restricted your account. Open the Instagram app and resolve the notice shown there; then press refresh here.',
  'reasons.wait_out_block':
    'Instagram has blocked actions of your account for a while. See the notice in the Instagram app; we will try again later.',
  'reasons.app_refused':
    'We have a problem with Instagram on our side. You do not need to do anything: updates go on as soon as it is solved.',
  'reasons.app_paused':
    'Instagram asked for a pause of all our calls. {wait, select, unknown {Updates go on later; you do not need to do anything.} other {Updates go on {wait}; you do not need to do anything.}}',
  'reasons.own_limit':
    'We have used up this hour’s calls for this account. {wait, select, unknown {Try again in the next hour.} other {You can update again {wait}.}}',
  'reasons.several_accounts': 'You have more than one account connected: choose which one you mean.',
  'reasons.changes_ended':
    'The changes do not go on from here: they are no longer kept, or the data was moved. Begin again without a cursor.',
  'reasons.passing_fault': 'We have a passing problem on our side. Try again in a moment; your data is safe.',
  'errors.AUTH_REQUIRED': 'Your session has ended. Sign in again to go on.',
  'errors.FORBIDDEN': 'You are not allowed to see this page. If you need access, ask whoever runs the app.',
  'errors.VALIDATION': 'Something you entered is not right. Check the marked fields and try again.',
  'errors.NOT_FOUND': 'We could not find what you are looking for. Go back and try again.',
  'errors.CONFLICT': 'The data changed while you were on this page. Reload it and try again.',
  'errors.RATE_LIMITED':
    'Too many requests in a short time. {wait, select, unknown {Wait a little and try again.} other {Try again {wait}.}}',
  'errors.INTERNAL': 'Something went wrong on our side. Try again; if it goes on, contact support.',
  'errors.STATE_INVALID': 'This connection link is not valid or was already used. Start connecting again.',
  'errors.STATE_EXPIRED': 'The time to connect ran out. Start connecting again.',
  'errors.OAUTH_DENIED': 'You cancelled the connection with Instagram. You can try again whenever you like.',
  'errors.OAUTH_CODE_INVALID':
    'Instagram did not accept this authorization: it was already used or has expired. Start connecting again.',
  'errors.OAUTH_MISCONFIGURED':
    'We have a problem with Instagram on our side, so the connection was not finished. You do not need to do anything: we know of it and will solve it.',
  'errors.SCOPE_MISSING':
    'Without both permissions we can not show your numbers. Connect again and leave both switched on.',
  'errors.ACCOUNT_NOT_PROFESSIONAL':
    'This is a personal account. In the Instagram app open Settings, tap “Account type and tools” and switch to a professional account (it is free). Then connect again.',
  'errors.ACCOUNT_LINKED_ELSEWHERE':
    'This Instagram account is already connected under another sign-up. Disconnect it there first, or contact us.',
  'errors.WRONG_ACCOUNT':
    'You signed in with a different Instagram account. Sign in with the same account as before to reconnect.',
  'errors.NOT_CONNECTED': 'No Instagram account is connected. Connect yours to see its numbers.',
  'errors.RECONNECT_REQUIRED':
    'The connection with Instagram has ended. Reconnect your account to keep the numbers up to date.',
  'errors.SYNC_COOLDOWN':
    'Your numbers were updated just now. {wait, select, unknown {Wait a little before updating again.} other {You can update again {wait}.}}',
  'errors.SYNC_IN_PROGRESS': 'We are already updating your numbers. Wait until it is done.',
  'errors.INSTAGRAM_RATE_LIMITED':
    'Instagram limits how often it can be asked in an hour. {wait, select, unknown {Updates go on later; you do not need to do anything.} other {Updates go on {wait}; you do not need to do anything.}}',
  'errors.INSTAGRAM_UNAVAILABLE':
    'Instagram did not answer. {wait, select, unknown {Try again in a few minutes; your data is safe.} other {We try again {wait}; your data is safe.}}',
  'errors.INSTAGRAM_REJECTED': 'Instagram refused the request. Try again later; if it goes on, contact support.',
  'notifications.first_connection.title': 'Instagram connected',
  'notifications.first_connection.body': 'Done, @{username} is connected! We are bringing in your history.',
  'notifications.token_expiring.title':
    '{days, plural, =0 {Your connection to Instagram expires today} one {Your connection to Instagram expires in # day} other {Your connection to Instagram expires in # days}}',
  'notifications.token_expiring.body':
    'The connection of @{username} lasts until {date}. Reconnect so that no day is missed.',
  'notifications.sync_failed.title': 'We could not update @{username}',
  'notifications.sync_failed.body': '{reason}',
  'notifications.followers_grew.title':
    '{count, plural, =0 {No new followers} one {# more follower} other {# more followers}}',
  'notifications.followers_grew.body':
    '@{username} now has {total, plural, =0 {no followers} one {# follower} other {# followers}}.',
  'notifications.weekly_digest.title':
    '{direction, select, up {Your week: {amount, plural, one {# more follower} other {# more followers}}} down {Your week: {amount, plural, one {# follower less} other {# followers less}}} same {Your week: the same number of followers} other {Your week on Instagram}}',
  'notifications.weekly_digest.body':
    '@{username}, {from} to {to}.{reached, select, unknown {} other { Reach per day: {reach, number}{versus, select, up {, {percent, number}% more than the week before} down {, {percent, number}% less than the week before} same {, the same as the week before} other {}}.}}',
  'notifications.connection_lost.title': 'The connection of @{username} has ended',
  'notifications.connection_lost.body':
    'Instagram no longer accepts this connection. Reconnect the account to go on; the numbers we have are kept.',
  'notifications.achievement_unlocked.title': 'Achievement: {achievement}',
  'notifications.achievement_unlocked.body':
    '{credits, plural, =0 {{description}} one {{description} You earned # credit.} other {{description} You earned # credits.}}',
  'notifications.goal_reached.title':
    'Goal reached: {amount, number} {metric, select, followersCount {{amount, plural, one {follower} other {followers}}} impressions {{amount, plural, one {view} other {views}}} reach {people reached a day} engagement {{amount, plural, one {interaction} other {interactions}}} profileViews {{amount, plural, one {profile visit} other {profile visits}}} likes {{amount, plural, one {like} other {likes}}} comments {{amount, plural, one {comment} other {comments}}} shares {{amount, plural, one {share} other {shares}}} saves {{amount, plural, one {save} other {saves}}} accountsEngaged {engaged people a day} replies {{amount, plural, one {reply} other {replies}}} reposts {{amount, plural, one {repost} other {reposts}}} websiteClicks {{amount, plural, one {link click} other {link clicks}}} profileLinksTaps {{amount, plural, one {link tap} other {link taps}}} follows {{amount, plural, one {new follower} other {new followers}}} other {}}!',
  'notifications.goal_reached.body': '@{username} is where you wanted it. Time for the next goal.',
  'notifications.support_answered.title': 'Support has answered',
  'notifications.support_answered.body': 'We answered your message no. {ticket}. See the answer on the support page.',
  'screens.deletion.title': 'Data deletion request',
  'screens.deletion.done': 'Done: on {date} we deleted all Instagram data of this account.',
  'screens.deletion.disconnected':
    'Done: on {date} we ended the connection to this Instagram account and deleted its access key.',
  'screens.deletion.kept':
    'Nothing that tells who you are is kept with this request; this page only shows how far it is.',
  'screens.deletion.unknown': 'We found no request with this code. Check the address that Instagram showed you.',
  'screens.deletion.code': 'Code: {code}',
  'times.in': 'in {duration}',
  'times.at': '{when, select, today {at {clock}} tomorrow {tomorrow at {clock}} other {on {day} at {clock}}} ({zone})',
  'achievements.given_before':
    'This achievement was already given to you or to this Instagram account, and is given only once.',
  'achievements.first_connection.title': 'First connection',
  'achievements.first_connection.description': 'You connected your first Instagram account.',
  'achievements.first_connection.goal': 'Connect your first Instagram account.',
  'achievements.connected_7_days.title': 'A week together',
  'achievements.connected_7_days.description': 'Your account has been connected for 7 days.',
  'achievements.connected_7_days.goal':
    'Keep your account connected for 7 days{left, plural, =0 {} one { · # day to go} other { · # days to go}}.',
  'achievements.connected_30_days.title': 'A month together',
  'achievements.connected_30_days.description': 'Your account has been connected for 30 days.',
  'achievements.connected_30_days.goal':
    'Keep your account connected for 30 days{left, plural, =0 {} one { · # day to go} other { · # days to go}}.',
  'achievements.followers_100.title': '100 followers',
  'achievements.followers_100.description': 'Your account reached 100 followers.',
  'achievements.followers_100.goal': 'Reach 100 followers{left, plural, =0 {} other { · # to go}}.',
  'achievements.followers_1000.title': '1,000 followers',
  'achievements.followers_1000.description': 'Your account reached 1,000 followers.',
  'achievements.followers_1000.goal': 'Reach 1,000 followers{left, plural, =0 {} other { · # to go}}.',
  'achievements.followers_10000.title': '10,000 followers',
  'achievements.followers_10000.description': 'Your account reached 10,000 followers.',
  'achievements.followers_10000.goal': 'Reach 10,000 followers{left, plural, =0 {} other { · # to go}}.',
  'achievements.best_day.title': 'Best day',
  'achievements.best_day.description': 'One of your days reached more people than each of the 28 before it.',
  'achievements.best_day.goal': 'Have your best day in 4 weeks.',
  'achievements.growth_streak_7.title': 'Seven days of growth',
  'achievements.growth_streak_7.description': 'Your account gained followers on 7 days in a row.',
  'achievements.growth_streak_7.goal': 'Gain followers 7 days in a row{left, plural, =0 {} other { · # to go}}.',
  'screens.connect.a.title': 'See how your Instagram grows',
  'screens.connect.a.body':
    'Connect your professional account and follow its followers, reach and engagement in one place. We never publish anything for you.',
  'screens.connect.a.button': 'Connect Instagram',
  'screens.connect.b.title': 'Your Instagram numbers, every day, without a spreadsheet',
  'screens.connect.b.body':
    'It takes less than a minute: log in to Instagram, allow the numbers to be read, and that is all. Disconnect whenever you like.',
  'screens.connect.b.button': 'Start now',
}
