/** Apps whose built-in browser keeps its own cookies and opens no windows. */
export type InAppBrowser = 'instagram' | 'facebook' | 'messenger' | 'whatsapp' | 'tiktok' | 'linkedin' | 'x' | 'other'

// What these apps write into the user agent of their built-in browsers; `wv` is Android's own mark for a web view.
const marks: readonly [InAppBrowser, RegExp][] = [
  ['instagram', /\bInstagram\b/],
  ['messenger', /\bFB_IAB\/MESSENGER|MessengerForiOS|FBAN\/Messenger/],
  ['facebook', /\bFBA[NV]\/|FB_IAB/],
  ['whatsapp', /\bWhatsApp\b/],
  ['tiktok', /\b(BytedanceWebview|musical_ly|TikTok)/],
  ['linkedin', /\bLinkedInApp\b/],
  ['x', /\bTwitter(Android| for iPhone)\b/],
  ['other', /; wv\)|\bGSA\/|\bSnapchat\b|\bPinterest\b|\bLine\//],
]

/**
 * The app in whose built-in browser this page is shown, or `null` in a real browser. There a login at Instagram can get
 * lost: ask the user to open the page in their browser.
 */
export function detectInAppBrowser(userAgent = globalThis.navigator?.userAgent ?? ''): InAppBrowser | null {
  return marks.find(([, mark]) => mark.test(userAgent))?.[0] ?? null
}
