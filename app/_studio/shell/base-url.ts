/** Where a file's playlists, segments, index and sheets are. */
export const baseUrlOf = (assetId: string): string => `/media/a/${assetId}/`
