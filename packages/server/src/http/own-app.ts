import express from 'express'

/** The app whose settings hold for requests that are not express's: nothing else of it is used. */
export function createOwnApp(trustedProxies: number): express.Express {
  return express().disable('x-powered-by').set('trust proxy', trustedProxies)
}
