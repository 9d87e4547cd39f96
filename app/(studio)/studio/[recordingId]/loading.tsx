import { StudioSkeleton } from '#app/_studio/shell/studio-skeleton.tsx'

export default function Loading() {
  return <StudioSkeleton />
}
