import { buildImage, liveImage, Stages, type Lived } from '../test/image.ts'

/** The steps of the Dockerfile on a checkout that has nothing but what the image's list lets in: install, build and start. */
export async function proveImage(): Promise<Lived & { isProven: boolean }> {
  const stages = new Stages()
  try {
    const lived = await liveImage(await buildImage(stages, { isBuiltHere: false }))
    const hasEnded = lived.exit[0] === 0
    return { isProven: lived.isWell && lived.readyStatus === 200 && hasEnded && lived.megabytes < 160, ...lived }
  } finally {
    stages.drop()
  }
}
