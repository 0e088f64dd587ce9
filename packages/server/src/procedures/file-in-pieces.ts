/** A file that is made while it is sent: no piece before somebody takes it. */
export interface FileInPieces {
  fileName: string
  contentType: string
  /** How its bytes stand in JSON: texts as they are, everything else in Base64. */
  encoding: 'utf8' | 'base64'
  pieces: AsyncIterable<string | Uint8Array>
}

export const bytesOf = (piece: string | Uint8Array): Uint8Array =>
  typeof piece === 'string' ? Buffer.from(piece) : piece
