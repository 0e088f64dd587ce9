import type { ReviewCatalogue } from '../catalogue.ts'

/** What is written for Meta's App Review. Texts in square brackets are for whoever submits to fill in. */
export const review: ReviewCatalogue = {
  'review.title': 'App Review pack',
  'review.intro':
    'Made on {at} from the settings and records of this installation. It holds no secret. Read every text before you paste it, fill in what stands in [square brackets], and change what is not true of your app: whoever submits answers for it.',
  'review.values': 'Values to paste',
  'review.value.app_id': 'Instagram app ID (not the Meta app ID)',
  'review.value.redirect_uri': 'OAuth redirect URI, byte for byte',
  'review.value.deauthorize': 'Deauthorize callback URL',
  'review.value.deletion': 'Data deletion request URL',
  'review.value.permissions': 'Permissions to request, and no other',
  'review.value.version': 'Version of the Graph API',
  'review.public_url_missing': 'set PUBLIC_URL and run this again',
  'review.no_end': 'Meta has announced no end',
  'review.ends_on': '{version} can be used until {date}',
  'review.checklist': 'Checklist',
  'review.seen_here': 'Seen from this installation:',
  'review.yours': 'Only you can tell:',
  'review.check.redirect_https': 'The redirect URI is an https address: {uri}',
  'review.check.public_url': 'The callbacks are at an https address that Meta can reach: {url}',
  'review.check.real_instagram': 'Calls go to Instagram itself and not to a sandbox.',
  'review.check.version': 'The version of the Graph API ({version}) is not about to end.',
  'review.check.account_connected': 'An account that has a role on the app is connected.',
  'review.check.calls_basic': 'In the last thirty days a call was answered with instagram_business_basic.',
  'review.check.calls_insights': 'In the last thirty days a call was answered with instagram_business_manage_insights.',
  'review.check.redirect_registered': 'The redirect URI stands in “Business login settings” exactly as above.',
  'review.check.callbacks_registered':
    'Both callback addresses are saved there, and a removal at Instagram was tried with a test account.',
  'review.check.app_settings':
    'App settings → Basic: icon of 1024 × 1024, privacy policy, category, business e-mail, and none of Meta’s names in the app’s name.',
  'review.check.only_these': 'Only these permissions are requested: {permission}.',
  'review.check.business': 'The app belongs to a business portfolio whose Business Verification is complete.',
  'review.check.access': 'Access Verification as a Tech Provider is complete, if the dashboard asks for it.',
  'review.check.data_handling': 'The questions on data handling are answered.',
  'review.check.reachable': 'Your app is finished and can be opened by somebody outside of your network.',
  'review.check.reviewer_login':
    'The reviewer has a login to your app that works, without a second factor that only you can pass.',
  'review.check.screencasts': 'There is one recording for each permission, from the sign-in to the data on the screen.',
  'review.check.texts': 'The texts are read, and the square brackets filled in.',
  'review.check.publish': 'After the approval: the app is published (live), and somebody without a role has connected.',
  'review.to_paste': 'Text to paste',
  'review.translation': 'What it says',
  'review.use.instagram_business_basic':
    '[Name of the app] shows creators and businesses how their own Instagram professional account is doing. A person signs in to our app, presses “Connect Instagram”, and grants instagram_business_basic on Instagram’s own login page.\n\nWith it we read the profile of the account that was just connected ({profile}), so that people see which account they connected and how many followers it has now, and can tell it from their other accounts; and the list of the account’s own posts, reels and stories ({media}), so that each of them can be shown beside its results.\n\nFor example, somebody who runs a shop connects its account and sees its name, picture and number of followers at the top of the dashboard, and its latest posts below. Without the permission we could neither name the account nor list what its results belong to.\n\nWe publish nothing, change nothing, and read no messages and no texts of comments. Access tokens are stored encrypted. When the connection is removed at Instagram or in our app, the token is deleted; when deletion is requested, the data is too.',
  'review.use.instagram_business_manage_insights':
    '[Name of the app] shows creators and businesses the results of their own Instagram professional account over time. After a person has connected the account on Instagram’s own login page and granted instagram_business_manage_insights, we read its insights once a night, and when the person presses “Update”.\n\nWe read account insights by day ({account}), the audience in the groups that Instagram gives (age, gender, country, city), and the insights of the account’s own posts, reels and stories ({figures}).\n\nThey are shown to the person in a dashboard: a chart by day, the comparison with the period before, followers gained and lost, the results of each post, and the hours at which posts did well. For example, somebody compares the reach of this month with the last one, and sees which reel brought it. Without the permission there is nothing to show: these numbers are what the app is for.\n\nWe do not sell the data, use it for advertising or combine accounts of different people. It is deleted on request, in our app or through Instagram.',
  'review.calls': 'API calls',
  'review.calls_about':
    'Meta lets you request a permission once it has seen a successful call with it, at most thirty days before you submit, and may need two days to show it. Connecting an account and refreshing it once makes all of these; the newest answer that is stored stands beside each.',
  'review.calls_elsewhere':
    'INSTAGRAM_GRAPH_BASE_URL leads to a sandbox: Meta has seen none of these calls. Connect an account of the real Instagram.',
  'review.call.profile': 'The profile of the connected account.',
  'review.call.media': 'The list of its posts and reels.',
  'review.call.stories': 'The list of the stories that are up.',
  'review.call.account_insights': 'The insights of the account, by day.',
  'review.call.media_insights': 'The insights of a post, reel or story.',
  'review.call.audience': 'The audience in groups.',
  'review.answered': 'Last answered on {at}.',
  'review.never': 'No answer is stored yet.',
  'review.files': 'Files',
  'review.reviewer': 'Instructions for the reviewer',
  'review.reviewer_about':
    'For “Provide verification details”, platform Website. The reviewer follows these steps with the login that you give; try them once in a private window before you submit.',
  'review.reviewer.1': 'Open {url} and sign in with the user name and the password given under “Credentials”.',
  'review.reviewer.2':
    'Set the language to English: [where your app has it]. Open [the page with the dashboard] and press “Connect Instagram”.',
  'review.reviewer.3':
    'Instagram’s login page opens. Log in with an Instagram professional account and leave both permissions switched on (profile; insights). Press “Allow”.',
  'review.reviewer.4':
    'You return to {url}. The connected account’s picture, name and number of followers are at the top (instagram_business_basic), and its posts are listed below.',
  'review.reviewer.5':
    'The numbers come within a minute: reach, views and interactions by day in the chart, followers gained and lost, and the results of each post (instagram_business_manage_insights).',
  'review.reviewer.6':
    'To end the connection, open the menu of the account and press “Disconnect”. “Erase everything” under “Your data” deletes all that is stored.',
  'review.screencast': 'Script of the recording',
  'review.screencast_about':
    'Set your app to English. Record the whole browser window with its address bar, without cuts, once for each permission; two to three minutes are enough. Put the sentences on the screen as captions.',
  'review.caption': 'Caption:',
  'review.screencast.1': 'A user opens our app and signs in.',
  'review.screencast.2': 'The user presses “Connect Instagram”.',
  'review.screencast.3':
    'Instagram’s own login page opens in its window. The user logs in with an Instagram professional account.',
  'review.screencast.4':
    'Instagram lists the permissions that our app asks for: the profile and posts (instagram_business_basic) and the insights (instagram_business_manage_insights). The user presses “Allow”.',
  'review.screencast.5':
    'instagram_business_basic: the username, name, picture and number of followers of the connected account are shown. The id of the account stands in the file of “Download my data”.',
  'review.screencast.6': 'instagram_business_basic: the account’s own posts and reels are listed with their previews.',
  'review.screencast.7':
    'instagram_business_manage_insights: the chart shows reach, views and interactions by day; the cards compare the period with the one before; each post has its results.',
  'review.screencast.8':
    'The user disconnects the account, ticks the box that erases its numbers too, and the data is gone from the app.',
}
