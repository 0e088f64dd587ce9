import { expect, test } from 'vitest'
import { createInstagramClient, detectInAppBrowser } from '../src/index.ts'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const android =
  'Mozilla/5.0 (Linux; Android 15; SM-S931B Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0'

test.each([
  ['instagram', `${iphone} Mobile/15E148 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_5; pt_BR)`],
  ['instagram', `${android} Chrome/137.0.7151.61 Mobile Safari/537.36 Instagram 383.0.0.48.80 Android`],
  ['facebook', `${iphone} Mobile/22F76 [FBAN/FBIOS;FBAV/518.0.0.52.100;FBBV/745]`],
  ['facebook', `${android} Chrome/137.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/518.0.0.63.86;]`],
  ['messenger', `${android} Chrome/137.0 Mobile Safari/537.36 [FB_IAB/MESSENGER;FBAV/513.0.0.51.108;]`],
  ['whatsapp', `${iphone} WhatsApp/2.25`],
  ['tiktok', `${android} Chrome/137.0 Mobile Safari/537.36 BytedanceWebview/d8a21c6 musical_ly_2023`],
  ['linkedin', `${iphone} Mobile/15E148 [LinkedInApp]/9.30`],
  ['x', `${iphone} Mobile/22F76 Twitter for iPhone/11.2`],
  ['other', `${android} Chrome/137.0.7151.61 Mobile Safari/537.36`],
  [null, `${iphone} Version/18.5 Mobile/15E148 Safari/604.1`],
  [
    null,
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36',
  ],
  [null, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36'],
  [null, ''],
])('%j is what opens %s', (app, userAgent) => {
  expect(detectInAppBrowser(userAgent)).toBe(app)
})

test.each([{}, { url: '' }])('a client without an address is refused in words: %j', (options) => {
  expect(() => createInstagramClient(options as { url: string })).toThrow(/needs `url`.*"\/instagram\/trpc"/)
})
