/** @jsxImportSource #own */
import type { ReactNode } from 'react'

/** Small drawings of what people do with a post, and of what kinds of posts there are. */
const drawings = {
  likes: <path d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.4 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z" />,
  comments: <path d="M20 12a8 8 0 1 0-3.4 6.5L20 19.5l-.9-3.4A8 8 0 0 0 20 12Z" />,
  saves: <path d="M6.5 4.5h11v15L12 15.2l-5.5 4.3v-15Z" />,
  shares: <path d="M20.5 4 3.5 9.8l7 3.2 3.2 7.2L20.5 4Zm-10 9 4-4" />,
  image: (
    <>
      <rect x="4" y="4" width="16" height="16" rx="3" />
      <path d="m4.5 16.5 4.5-4.5 4 4 2.5-2.5 4 4M15.5 9v.1" />
    </>
  ),
  carousel: (
    <>
      <rect x="8" y="4" width="12" height="12" rx="3" />
      <path d="M16 16v1a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3h1" />
    </>
  ),
  reel: (
    <>
      <rect x="4" y="4" width="16" height="16" rx="4" />
      <path d="M4.5 9h15M9 4.5 11.5 9m3-4.5L17 9m-6.5 3.5v4l3.5-2-3.5-2Z" />
    </>
  ),
  video: <path d="M8.5 5.5v13l10-6.5-10-6.5Z" />,
  story: <circle cx="12" cy="12" r="8" strokeDasharray="4 3" />,
} satisfies Record<string, ReactNode>

export type PostIconName = keyof typeof drawings

export function PostIcon({ name }: { name: PostIconName }) {
  return (
    <svg className="instagram-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  )
}
