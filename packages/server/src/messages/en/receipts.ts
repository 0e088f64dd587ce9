import type { ReceiptCatalogue } from '../catalogue.ts'

/** Where a number comes from, and why the app may show another. */
export const receipts: ReceiptCatalogue = {
  'receipts.definition.followersCount': 'How many people follow your account at the end of the day.',
  'receipts.definition.impressions':
    "How often your posts, reels and stories appeared on somebody's screen. The same person may count several times.",
  'receipts.definition.reach':
    'How many different people saw something of yours on the day. Whoever saw it ten times counts once.',
  'receipts.definition.engagement': 'Likes, comments, saves, shares and replies, all together.',
  'receipts.definition.profileViews': 'How often somebody opened your profile.',
  'receipts.definition.likes': 'Likes that your posts and reels got on the day, older ones too.',
  'receipts.definition.comments': 'Comments written on the day below your posts and reels, older ones too.',
  'receipts.definition.shares':
    'How often somebody sent something of yours to another person or put it into their own stories.',
  'receipts.definition.saves': 'How often somebody kept a post or reel of yours for later.',
  'receipts.definition.accountsEngaged':
    'How many different people liked, commented, saved, shared or replied on the day.',
  'receipts.definition.engagementRate': 'Of every 100 people reached, how many interactions came.',
  'receipts.definition.replies': 'Replies that your stories got.',
  'receipts.definition.reposts': 'How often somebody reposted a post or reel of yours.',
  'receipts.definition.websiteClicks': 'How often somebody tapped the link to the website on your profile.',
  'receipts.definition.profileLinksTaps':
    'How often somebody tapped a button of your profile: call, e-mail, text, directions or book.',
  'receipts.definition.follows': 'How many people began to follow you on the day.',
  'receipts.definition.unfollows': 'How many people stopped following you on the day.',
  'receipts.question.day': 'We asked Instagram for this number of this one day.',
  'receipts.question.follows': 'We asked Instagram how many people began to follow on this day, and how many stopped.',
  'receipts.question.followers': 'We asked Instagram how many follow now; it does not tell the total of other days.',
  'receipts.question.rate': 'We asked Instagram for the interactions and the reach of this one day.',
  'receipts.formula.rate': 'The interactions divided by the reach, as a percentage with two decimals.',
  'receipts.formula.from_before': 'The total of the day before, plus who came and less who went on this day.',
  'receipts.formula.from_later': 'The total of the next day that was counted, less who came and went until then.',
  'receipts.formula.count': 'What Instagram counted nearest to the end of the day, less what changed in between.',
  'receipts.difference.own_day':
    'The Instagram app counts days by its own clock; Instagram’s own day, by the clock of California, counts here.',
  'receipts.difference.other_window': 'The app usually shows 7 or 30 days up to now, and not this one day.',
  'receipts.difference.unique_over_period':
    'Over several days the app counts everybody once; whoever came on two days counts in both here.',
  'receipts.difference.estimated': 'Instagram estimates this number, and does not estimate it twice in the same way.',
  'receipts.difference.moment_of_day':
    'The app shows the followers of this moment; this is the total at the end of Instagram’s day.',
  'receipts.difference.eu_jp_replies':
    'Instagram tells nothing here of replies from or to people in Europe and Japan, and some of your audience live there.',
  'receipts.difference.ads':
    'Part of what was seen on this day was shown as an ad. The app often shows what came without ads on its own.',
  'receipts.difference.collaboration':
    'A post of this day belongs to another account, with which you published it; the app adds up what both have.',
  'receipts.difference.corrected':
    'Instagram has corrected this number since it was first told; an older screenshot shows what it was before.',
  'receipts.difference.provisional':
    'Instagram may still correct this number: it settles three days after the end of the day.',
  'receipts.difference.day_under_way': 'This was read while the day was still under way.',
  'receipts.difference.clock_change': 'The clocks changed in California: this day of Instagram’s is not 24 hours long.',
  'receipts.difference.hidden_likes': 'The likes of a post of this day are hidden in the app; they are counted here.',
  'receipts.difference.deleted_post': 'A post of this day was deleted; what it brought still counts in the day.',
  'receipts.difference.highlight': 'A story of this day is in a highlight, and goes on being seen.',
  'receipts.difference.under_100_followers': 'Below 100 followers Instagram does not tell this number.',
  'receipts.difference.connection_day':
    'On this day the account was connected: the followers were counted at that moment for the first time.',
  'receipts.difference.imported': 'This number was brought along from elsewhere, and not read from Instagram.',
  'receipts.difference.derived': 'Nobody counted on this day: the total was worked out from another day’s.',
}
