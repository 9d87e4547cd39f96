import type { Text } from '../text.ts'
import { cameras } from './cameras.ts'
import { common } from './common.ts'
import { door } from './door.ts'
import { editing } from './editing.ts'
import { inspector } from './inspector.ts'
import { keys } from './keys.ts'
import { labels } from './labels.ts'
import { library } from './library.ts'
import { marks } from './marks.ts'
import { people } from './people.ts'
import { player } from './player.ts'
import { search } from './search.ts'
import { selfTest } from './self-test.ts'
import { signals } from './signals.ts'
import { studio } from './studio.ts'
import { sync } from './sync.ts'
import { table } from './table.ts'
import { timeline } from './timeline.ts'
import { trackSettings } from './track-settings.ts'
import { transfer } from './transfer.ts'

export const de: Text = {
  door,
  library,
  cameras,
  common,
  editing,
  inspector,
  keys,
  labels,
  marks,
  people,
  player,
  search,
  selfTest,
  signals,
  studio,
  sync,
  timeline,
  trackSettings,
  table,
  transfer,
}
