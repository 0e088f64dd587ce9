export { InstagramSupport as Support } from '@instagram-dashboard/client-sdk/react'
