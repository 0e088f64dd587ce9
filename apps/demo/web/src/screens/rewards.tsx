export { Achievements as Rewards } from '@instagram-dashboard/client-sdk/react'
