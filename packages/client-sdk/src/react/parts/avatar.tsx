/** @jsxImportSource #own */
import { useState } from 'react'
import type { AvatarProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

/** The profile picture, or the initials when there is none or its signed address has expired. */
function OurAvatar({ name, pictureUrl }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  if (pictureUrl === null || broken === pictureUrl) {
    return (
      <span className="instagram-avatar instagram-avatar-initials" aria-hidden="true">
        {initials(name)}
      </span>
    )
  }
  return (
    <img
      className="instagram-avatar"
      src={pictureUrl}
      alt=""
      width={64}
      height={64}
      referrerPolicy="no-referrer"
      onError={() => setBroken(pictureUrl)}
    />
  )
}

export const Avatar = replaceable('Avatar', OurAvatar)

/** The first letters of the first and the last word; short words such as "da" do not count. */
function initials(name: string): string {
  const words = name.split(/[\s._]+/u).filter((word) => word.length > 2)
  const chosen = words.length > 1 ? [words.at(0), words.at(-1)] : [words.at(0) ?? name]
  return chosen
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
