import { expect, test } from 'vitest'
import { readMediaPage } from './media-answers.ts'
import { readProfile } from './profile-answers.ts'
import { shownAddress } from './shown-address.ts'

const kept = [
  'https://www.instagram.com/p/C1/',
  'https://scontent-gru1-1.cdninstagram.com/v/t51.jpg?stp=dst-jpg&_nc_ht=x%2Fy&oh=00_AY#f',
  'HTTPS://WWW.INSTAGRAM.COM/p/C1/',
  'https://cdn.example:8443/1.jpg',
  'https://cdn.example/1.jpg?x=%2F',
  'http://127.0.0.1:4000/1.svg',
  'http://localhost/1.svg',
  'http://[::1]:4000/1.svg',
]

const dropped = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/png;base64,AAAA',
  'vbscript:x',
  'blob:https://www.instagram.com/1',
  'file:///etc/passwd',
  'ftp://www.instagram.com/1.jpg',
  'http://www.instagram.com/p/C1/',
  'http://localhost.example/1.jpg',
  'http://127.0.0.1.example/1.jpg',
  'http://127.0.0.1@evil.example/1.jpg',
  '//www.instagram.com/p/C1/',
  '/p/C1/',
  'www.instagram.com/p/C1/',
  '',
  ' ',
  'https://',
  'https:///p/C1/',
  'https:www.instagram.com/p/C1/',
  'https:\\\\www.instagram.com\\p\\C1',
  'https://www.instagram.com\\@evil.example/',
  'https://user@www.instagram.com/p/C1/',
  'https://user:secret@www.instagram.com/p/C1/',
  'https://@www.instagram.com/p/C1/',
  'https://127.0.0.1/1.jpg',
  'https://2130706433/1.jpg',
  'https://0x7f.1/1.jpg',
  'https://10.0.0.8/1.jpg',
  'https://[::1]/1.jpg',
  'https://www.instagram.com/"onerror="alert(1)',
  'https://www.instagram.com/<b>',
  'https://www.instagram.com/ p',
  'https://www.instagram.com/p\njavascript:x',
  `https://www.instagram.com/${'p'.repeat(5_000)}`,
]

test.each(kept)('a page may link to %j, and show it as a picture', (address) => {
  expect(shownAddress(address)).toBe(address)
  expect(readProfile({ user_id: '1784', profile_picture_url: address })?.profilePictureUrl).toBe(address)
  for (const field of ['media_url', 'thumbnail_url'])
    expect(readMediaPage({ data: [{ id: '1', permalink: address, [field]: address }] })?.items).toMatchObject([
      { permalink: address, previewUrl: address },
    ])
})

test.each(dropped)(
  'no page is given %j: not as a picture of the profile, a post’s address, or its preview',
  (address) => {
    expect(shownAddress(address)).toBeNull()
    expect(readProfile({ user_id: '1784', profile_picture_url: address })?.profilePictureUrl).toBeNull()
    for (const field of ['permalink', 'media_url', 'thumbnail_url']) {
      const [item] = readMediaPage({ data: [{ id: '1', [field]: address }] })?.items ?? []
      expect(item).toMatchObject({ permalink: null, previewUrl: null })
    }
  },
)

test('a preview that may not be shown gives way to the picture itself', () => {
  const entry = { id: '1', thumbnail_url: 'http://www.instagram.com/1.jpg', media_url: 'https://cdn.example/1.jpg' }
  expect(readMediaPage({ data: [entry] })?.items).toMatchObject([{ previewUrl: 'https://cdn.example/1.jpg' }])
})
