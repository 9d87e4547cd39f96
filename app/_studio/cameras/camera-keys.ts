/** Commands of the cameras for the key layer and the palette. */
import type { Text } from '../../_text/text.ts'
import type { KeyCommand } from '../keys/keys.ts'
import type { CameraSet } from './camera-set.ts'

export function cameraCommands(cameras: CameraSet, text: Text): KeyCommand[] {
  const t = text.cameras
  const command = (id: string, title: string, keys: string[], run: () => void): KeyCommand => ({
    id: `cameras.${id}`,
    title,
    group: t.group,
    keys,
    run,
    repeat: false,
  })
  if (!cameras.several) return []
  return [
    command('next-view', t.nextView, ['Alt+V'], () => cameras.nextView()),
    command('one', t.viewOne, [], () => cameras.setView('one')),
    command('grid', t.viewGrid, [], () => cameras.setView('grid')),
    command('inset', t.viewInset, [], () => cameras.setView('inset')),
    ...cameras.entries
      .slice(0, 9)
      .map(({ number }) =>
        command(`large-${number}`, t.makeLarge(number), [`Alt+${number}`], () => cameras.makeLarge(number)),
      ),
  ]
}
