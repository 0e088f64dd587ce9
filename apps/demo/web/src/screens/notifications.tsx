import { NotificationsList } from '@instagram-dashboard/client-sdk/react'

export function Notifications() {
  return (
    <div className="card">
      <NotificationsList />
    </div>
  )
}
