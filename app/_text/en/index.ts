import { audit } from './audit.ts'
import { cameras } from './cameras.ts'
import { common } from './common.ts'
import { door } from './door.ts'
import { editing } from './editing.ts'
import { entities } from './entities.ts'
import { failures } from './failures.ts'
import { inspector } from './inspector.ts'
import { keys } from './keys.ts'
import { labels } from './labels.ts'
import { library } from './library.ts'
import { marks } from './marks.ts'
import { people } from './people.ts'
import { player } from './player.ts'
import { project } from './project.ts'
import { recording } from './recording.ts'
import { recordings } from './recordings.ts'
import { search } from './search.ts'
import { selfTest } from './self-test.ts'
import { signals } from './signals.ts'
import { studio } from './studio.ts'
import { suggest } from './suggest.ts'
import { sync } from './sync.ts'
import { table } from './table.ts'
import { timeline } from './timeline.ts'
import { trackSettings } from './track-settings.ts'
import { transcript } from './transcript.ts'
import { transfer } from './transfer.ts'
import { ui } from './ui.ts'
import { uploads } from './uploads.ts'
import { values } from './values.ts'

export const en = {
  audit,
  cameras,
  common,
  door,
  editing,
  entities,
  failures,
  inspector,
  keys,
  labels,
  library,
  marks,
  people,
  player,
  project,
  recording,
  recordings,
  search,
  selfTest,
  signals,
  studio,
  suggest,
  sync,
  table,
  timeline,
  trackSettings,
  transcript,
  transfer,
  ui,
  uploads,
  values,
}
