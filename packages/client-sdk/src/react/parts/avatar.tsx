import { useState } from 'react'

/** The profile picture, or the initials when there is none or its signed address has expired. */
export function Avatar({ name, pictureUrl }: { name: string; pictureUrl: string | null }) {
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

/** The first letters of the first and the last word; short words such as "da" do not count. */
function initials(name: string): string {
  const words = name.split(/[\s._]+/u).filter((word) => word.length > 2)
  const chosen = words.length > 1 ? [words.at(0), words.at(-1)] : [words.at(0) ?? name]
  return chosen
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
