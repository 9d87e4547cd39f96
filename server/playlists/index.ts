/** Playlists of a project: kept searches and picked clips. */
export {
  type Clip,
  clipSchema,
  createPlaylist,
  getPlaylist,
  listPlaylists,
  MOST_CLIPS,
  type PlaylistRow,
  type PlaylistView,
  removePlaylist,
  updatePlaylist,
} from './playlists.ts'
