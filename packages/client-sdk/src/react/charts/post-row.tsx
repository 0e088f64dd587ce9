/** @jsxImportSource #own */
import type { ChartPost } from '../data/index.ts'
import { PostThumbnail } from './post-thumbnail.tsx'

/** A place below the time axis: the best of the posts that stand so close together that one covers the others. */
export interface PostPlace {
  post: ChartPost
  /** Of the point in whose time it was published. */
  index: number
  /** The points of the others that stand there too, one for each. */
  others: number[]
}

interface PlacePostsInput {
  /** The best first. */
  posts: readonly ChartPost[]
  indexOf: (date: string) => number
  x: (index: number) => number
  /** How much of the axis a picture takes, in pixels. */
  room: number
}

/** Places the best posts first, and counts those that have no room of their own with their neighbour. */
export function placePosts({ posts, indexOf, x, room }: PlacePostsInput): PostPlace[] {
  const places: PostPlace[] = []
  for (const post of posts) {
    const index = indexOf(post.date)
    if (index === -1) continue
    const near = places.find((place) => Math.abs(x(place.index) - x(index)) < room)
    if (near === undefined) places.push({ post, index, others: [] })
    else near.others.push(index)
  }
  return places
}

interface PostRowProps {
  places: PostPlace[]
  x: (index: number) => number
  width: number
  /** The point that is read out. */
  shown: number
}

/** What was published, under the points of its time. It says to the eye what each point says in words. */
export function PostRow({ places, x, width, shown }: PostRowProps) {
  return (
    <div className="instagram-chart-posts" aria-hidden="true">
      {places.map(({ post, index, others }) => (
        <span
          key={post.id}
          className={`instagram-chart-post${[index, ...others].includes(shown) ? ' instagram-is-shown' : ''}`}
          style={{ left: `${((100 * x(index)) / width).toFixed(2)}%` }}
          data-testid="chart-post"
        >
          <PostThumbnail post={post} look="chart-picture" />
          {others.length > 0 && <small>{others.length + 1}</small>}
        </span>
      ))}
    </div>
  )
}
