import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytesOf, type FileInPieces } from '../procedures/file-in-pieces.ts'

/** What asks for the file itself by its own name, or as a browser does that follows a link. */
const plainNames = ['application/octet-stream', 'text/html']

/**
 * Sends a file as it is made, no faster than it is taken: as it is to whoever accepts its media type by name, else as
 * JSON with `content`. It ends when whoever asked has gone. @throws what fails half-way
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: FileInPieces): Promise<void> {
  const { fileName, contentType, encoding } = file
  const isPlain = acceptsByName(request, contentType)
  response.appendHeader('vary', 'accept')
  response.setHeader('content-type', isPlain ? contentType : 'application/json; charset=utf-8')
  // Of our own making: nothing in it has to be escaped.
  if (isPlain) response.setHeader('content-disposition', `attachment; filename="${fileName}"`)
  if (request.method === 'HEAD') return void response.end()
  const head = { file_name: fileName, content_type: contentType, encoding }
  try {
    await pipeline(Readable.from(isPlain ? plainOf(file) : jsonOf(head, file), { objectMode: false }), response)
  } catch (error) {
    // Whoever asked has gone: nobody waits for the rest.
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

function acceptsByName(request: IncomingMessage, contentType: string): boolean {
  const accepted = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())
  const [type = ''] = contentType.split(';')
  // JSON is also what the answer with `content` is.
  return accepted.some((name) => name !== undefined && (plainNames.includes(name) || (name === type && !isJson(type))))
}

const isJson = (type: string) => type === 'application/json'

async function* plainOf({ pieces }: FileInPieces): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) yield bytesOf(piece)
}

async function* jsonOf(head: object, { encoding, pieces }: FileInPieces): AsyncGenerator<string, void, undefined> {
  yield `${JSON.stringify(head).slice(0, -1)},"content":"`
  if (encoding === 'utf8') for await (const piece of pieces) yield JSON.stringify(String(piece)).slice(1, -1)
  else yield* inBase64(pieces)
  yield '"}'
}

/** Three bytes are four letters: what is left of a piece goes with the next one. */
async function* inBase64(pieces: FileInPieces['pieces']): AsyncGenerator<string, void, undefined> {
  let left: Uint8Array = new Uint8Array()
  for await (const piece of pieces) {
    const bytes = Buffer.concat([left, bytesOf(piece)])
    const whole = bytes.length - (bytes.length % 3)
    left = bytes.subarray(whole)
    if (whole > 0) yield bytes.toString('base64', 0, whole)
  }
  yield Buffer.from(left).toString('base64')
}
