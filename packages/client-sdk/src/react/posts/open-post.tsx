/** @jsxImportSource #own */
import { lazy, Suspense } from 'react'
import type { PostSheetProps } from './post-sheet.tsx'

const PostSheet = lazy(async () => ({ default: (await import('./post-sheet.tsx')).PostSheet }))

/** The sheet of a post, which comes in a file of its own when the first one is opened. */
export function OpenPost({ post, ...props }: Omit<PostSheetProps, 'post'> & { post: PostSheetProps['post'] | null }) {
  if (post === null) return null
  return (
    <Suspense fallback={null}>
      <PostSheet key={post.id} post={post} {...props} />
    </Suspense>
  )
}
