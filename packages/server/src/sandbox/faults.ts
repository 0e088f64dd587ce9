import { setTimeout as wait } from 'node:timers/promises'
import type { NextFunction, Request, Response } from 'express'
import { parseFields } from './request.ts'
import { graphError, passingFailure } from './errors.ts'

/** Which calls a fault hits; every Graph and OAuth call if left out. */
export interface FaultMatch {
  /** Part of the path, or a pattern. Over HTTP only text. */
  path?: RegExp | string
  /** Username of the person whose token or code is sent. */
  person?: string
  /** One of the metrics that the call asks for. */
  metric?: string
  /** The breakdown that the call asks for. */
  breakdown?: string
  /** One of the fields that the call asks for. */
  field?: string
}

/** What a fault looks at. */
export interface FaultTarget {
  path: string
  person: string | undefined
  query: Readonly<Record<string, string>>
}

/** What goes wrong. */
export type FaultKind =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | {
      kind: 'graph_error'
      code: number
      subcode?: number
      message?: string
      status?: number
      isTransient?: boolean
      type?: string
    }
  | { kind: 'error_in_200'; code?: number; subcode?: number; message?: string }
  | { kind: 'html_502' }
  | { kind: 'truncated_json' }
  | { kind: 'empty_body'; status?: number }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'slow'; ms: number }
  | { kind: 'redirect'; location?: string }

/** A fault in the queue; used up after `times` calls (1 unless told; Infinity is allowed, over HTTP as null). */
export type Fault = FaultKind & { match?: FaultMatch; times?: number }

/** Faults in the order in which they were asked for; the first that matches a call is used. */
export class FaultQueue {
  #queue: { fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#queue.push({ fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#queue = []
  }

  take(target: FaultTarget): Fault | undefined {
    const found = this.#queue.find(({ fault }) => matches(fault.match, target))
    if (found === undefined) return undefined
    found.left -= 1
    if (found.left <= 0) this.#queue = this.#queue.filter((queued) => queued !== found)
    return found.fault
  }
}

/** Answers the call wrongly as the fault says, or lets it through after a pause. */
export async function commit(fault: Fault, request: Request, response: Response, next: NextFunction): Promise<void> {
  switch (fault.kind) {
    case 'status':
      response.status(fault.status).set(fault.headers ?? {})
      if (fault.body === undefined) response.end()
      else if (typeof fault.body === 'string') response.send(fault.body)
      else response.json(fault.body)
      return
    case 'graph_error':
      throw graphError(fault.code, fault.message ?? `(#${fault.code}) Simulated by the sandbox`, fault)
    case 'error_in_200': {
      const { code = 2, subcode, message = passingFailure } = fault
      throw graphError(code, message, { subcode, status: 200 })
    }
    case 'html_502':
      response
        .status(502)
        .type('html')
        .send('<!DOCTYPE html><html><head><title>Error</title></head><body><h1>502 Bad Gateway</h1></body></html>')
      return
    case 'truncated_json':
      response.status(200).type('json').send('{"data":[{"name":"reach","period":"day","values":[{"val')
      return
    case 'empty_body':
      response
        .status(fault.status ?? 200)
        .type('json')
        .end()
      return
    case 'hang':
      return
    case 'reset':
      request.socket.destroy()
      return
    case 'slow':
      await wait(fault.ms, undefined, { ref: false })
      next()
      return
    case 'redirect':
      response.redirect(302, fault.location ?? '/_sandbox/elsewhere')
  }
}

function matches(match: FaultMatch | undefined, { path, person, query }: FaultTarget): boolean {
  if (match === undefined) return true
  if (match.person !== undefined && match.person !== person) return false
  if (match.metric !== undefined && !(query['metric'] ?? '').split(',').includes(match.metric)) return false
  if (match.breakdown !== undefined && !(query['breakdown'] ?? '').split(',').includes(match.breakdown)) return false
  if (match.field !== undefined && !parseFields(query['fields']).some(({ name }) => name === match.field)) return false
  if (match.path === undefined) return true
  return typeof match.path === 'string'
    ? path.includes(match.path)
    : new RegExp(match.path.source, match.path.flags.replace('g', '')).test(path)
}
