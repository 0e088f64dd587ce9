import { crc32 } from 'node:zlib'

/** One picture of an animation, as a PNG, and how long it stands. */
export interface Frame {
  png: Buffer
  ms: number
}

interface Chunk {
  type: string
  data: Buffer
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * An animated PNG (PNG 3, section 11.3) that plays for ever, of pictures of one size and kind: their data as it is, so nothing
 * is lost and nothing has to be decoded. Where animations are not known, the first picture is shown.
 */
export function animatedPng(frames: readonly Frame[]): Buffer {
  const [first] = frames
  if (first === undefined) throw new RangeError('An animation has one picture at least')
  const header = chunksOf(first.png).find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(0)
  let sequence = 0
  const numbered = (type: string, rest: Buffer): Chunk => {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(sequence)
    sequence += 1
    return { type, data: Buffer.concat([number, rest]) }
  }
  const pictures = frames.flatMap(({ png, ms }, index) => {
    const chunks = chunksOf(png)
    if (!chunks.some(({ type, data }) => type === 'IHDR' && data.equals(header))) {
      throw new RangeError('The pictures of an animation have one size and one kind')
    }
    const data = chunks.filter(({ type }) => type === 'IDAT')
    return [
      numbered('fcTL', control(header, ms)),
      ...data.map((chunk) => (index === 0 ? chunk : numbered('fdAT', chunk.data))),
    ]
  })
  const animation = Buffer.alloc(8)
  animation.writeUInt32BE(frames.length)
  const chunks = [
    { type: 'IHDR', data: header },
    { type: 'acTL', data: animation },
    ...pictures,
    { type: 'IEND', data: Buffer.alloc(0) },
  ]
  return Buffer.concat([signature, ...chunks.map(written)])
}

/** The whole picture at its place, in place of the one before. */
function control(header: Buffer, ms: number): Buffer {
  const data = Buffer.alloc(22)
  header.copy(data, 0, 0, 8)
  data.writeUInt16BE(ms, 16)
  data.writeUInt16BE(1000, 18)
  return data
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}
