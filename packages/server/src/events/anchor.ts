import { events, installation, type Handle } from '@instagram-dashboard/db'

/** The end of the log at some time: the number of the last event and its code. */
export interface Anchor {
  sequence: number
  mac: string
}

/** `undefined` for a text that is no anchor. `0:` is the one of a log without events. */
export function parseAnchor(text: string): Anchor | undefined {
  if (text === '0:') return { sequence: 0, mac: '' }
  const [, sequence, mac] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? []
  return sequence === undefined || mac === undefined ? undefined : { sequence: Number(sequence), mac }
}

/** The end of the log as it stands, unchecked, to be written down elsewhere. */
export async function presentAnchor(db: Handle): Promise<string> {
  const { lastSequence = 0 } = (await installation.find(db)) ?? {}
  return `${lastSequence}:${(await events.find(db, lastSequence))?.mac ?? ''}`
}
