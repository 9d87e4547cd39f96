/** Commands of history and presence; Escape leaves what one is in. */
import type { Text } from '#app/_text/text.ts'
import type { TimeTravel } from '../history/time-travel.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { Presence } from './presence.ts'

export interface PeopleKeys {
  readonly keys: KeyRegistry
  readonly timeTravel: TimeTravel
  readonly presence: Presence
  readonly text: Text
}

export function registerPeopleKeys({ keys, timeTravel, presence, text }: PeopleKeys): Disposable {
  const t = text.people
  const group = text.keys.groups.history
  const inPast = () => timeTravel.past.peek() !== null
  return keys.register(
    {
      id: 'history.previous',
      title: t.past.command,
      group,
      keys: ['Alt+Z'],
      run: () => timeTravel.step(-1),
    },
    {
      id: 'history.next',
      title: t.past.commandNext,
      group,
      keys: ['Alt+Shift+Z'],
      run: () => timeTravel.step(1),
      enabled: inPast,
    },
    {
      id: 'history.back-to-now',
      title: t.past.back,
      group,
      keys: ['Escape'],
      run: () => timeTravel.leave(),
      enabled: inPast,
    },
    {
      id: 'people.stop-following',
      title: t.presence.stop,
      group,
      keys: [],
      run: () => presence.unfollow(),
      enabled: () => presence.following.peek() !== null,
    },
  )
}
