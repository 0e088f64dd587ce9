import { Readable } from 'node:stream'
import type express from 'express'
import type { SendRequest } from '../instagram/index.ts'
import { createFetchHandler } from './fetch-handler.ts'
import { createOwnApp } from './own-app.ts'

/** What undici's `request` does over the network, done by a router of this process. */
export function requestInProcess(router: express.Router): SendRequest {
  const answer = createFetchHandler({
    router,
    app: createOwnApp(0),
    findMountPath: () => '',
    answerUnknown: (_request, response) => void response.status(404).end(),
  })
  return async (url, { method, headers, body, signal }) => {
    const request = new Request(url, {
      method: method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(typeof body === 'string' ? { body } : {}),
      ...(signal instanceof AbortSignal ? { signal } : {}),
    })
    const response = await answer(request)
    const text = Buffer.from(await response.arrayBuffer())
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: Readable.from([text]) }
  }
}
