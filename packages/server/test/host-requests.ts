import { changeRequests } from './host-requests/changes.ts'
import { metaRequests } from './host-requests/meta.ts'
import { openRequests } from './host-requests/open.ts'
import { readRequests } from './host-requests/reads.ts'
import { restRequests } from './host-requests/rest.ts'
import type { Callers, HostRequests } from './host-requests/request.ts'

export type { Callers, HostRequest, SignedIn } from './host-requests/request.ts'

/** @returns the requests by what they show; each may come twice, and after every other one */
export function hostRequests(callers: Callers, now: Date): HostRequests {
  return {
    ...openRequests(callers),
    ...readRequests(callers, now),
    ...changeRequests(callers),
    ...restRequests(callers, now),
    ...metaRequests(now),
  }
}
