/** @jsxImportSource #own */
import type { ReactNode } from 'react'

function icon(drawing: ReactNode) {
  return () => (
    <svg className="instagram-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawing}
    </svg>
  )
}

export const InstagramIcon = icon(
  <>
    <rect x="3.5" y="3.5" width="17" height="17" rx="5" />
    <circle cx="12" cy="12" r="4" />
    <circle cx="17" cy="7" r="0.6" fill="currentColor" />
  </>,
)
export const SyncIcon = icon(
  <path d="M20 11a8 8 0 0 0-14.3-4L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2.5M20.5 19.5v-5h-5" />,
)
export const MoreIcon = icon(
  <g fill="currentColor">
    <circle cx="5.5" cy="12" r="1" />
    <circle cx="12" cy="12" r="1" />
    <circle cx="18.5" cy="12" r="1" />
  </g>,
)
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />)
export const CrossIcon = icon(<path d="m6.5 6.5 11 11m0-11-11 11" />)
export const AlertIcon = icon(<path d="M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6v.1" />)
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5m0-8.1V8" />
  </>,
)
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7v5.2l3.2 2" />
  </>,
)
export const OfflineIcon = icon(
  <path d="m4 4 16 16M8.5 15.8a5 5 0 0 1 5.4-1M5.6 12.6a9 9 0 0 1 4-2.3m4.6.1a9 9 0 0 1 4.2 2.2M2.8 9.2a13 13 0 0 1 4-2.6m4.2-.9a13 13 0 0 1 10.2 3.5M12 19v.1" />,
)
export const SparkIcon = icon(<path d="M12 3.5 13.9 10l6.6 2-6.6 2L12 20.5 10.1 14l-6.6-2 6.6-2L12 3.5Z" />)
export const FlagIcon = icon(<path d="M6 20.5v-16m0 1h11.5l-2.2 4 2.2 4H6" />)
export const MessageIcon = icon(<path d="M4 5.5h16v11H11l-4.5 3.5v-3.5H4v-11Z" />)
export const ChevronIcon = icon(<path d="m7 10 5 5 5-5" />)
export const BellIcon = icon(<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5a2.2 2.2 0 0 0 4 0" />)
export const TrendIcon = icon(<path d="m3.5 16.5 5.5-6 4 4 7.5-8m-5 0h5v5" />)
export const PictureIcon = icon(
  <>
    <rect x="3.5" y="4.5" width="17" height="15" rx="3" />
    <path d="m4 16.5 4.5-4.5 4 4 3-3 4.5 4M15.5 8.9V9" />
  </>,
)
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.6a6.5 6.5 0 0 1 3.5 4.9" />
  </>,
)
