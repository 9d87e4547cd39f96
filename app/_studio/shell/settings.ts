/**
 * What a person set for themselves, kept with their account so that it is the same in every browser; this browser holds
 * a copy for when the server cannot be reached. Changes are sent together, a moment after the last.
 */
import { trpc } from '../../_client/trpc.ts'
import type { KeyStorage } from '../keys/keys.ts'

const NAMES = ['keys', 'devices', 'rating'] as const
export type SettingName = (typeof NAMES)[number]
type JsonValue = Parameters<typeof trpc.people.setSetting.mutate>[0]['value']

export interface Settings extends Disposable {
  get(name: SettingName): unknown
  set(name: SettingName, value: unknown): void
}

const SEND_AFTER_MS = 600
const placeOf = (userId: string): string => `scrubline.settings.${userId}`

interface Copy {
  held: Record<string, unknown>
  /** Changed here and not known to have reached the server. */
  unsent: SettingName[]
}

export async function openSettings(userId: string): Promise<Settings> {
  const copy = readCopy(userId)
  const { held } = copy
  const unsent = new Set(copy.unsent)
  await trpc.people.settings.query().then(
    (now) => {
      for (const name of NAMES) if (!unsent.has(name)) held[name] = now[name] ?? null
    },
    // Without the server the copy serves.
    () => {},
  )
  const keep = () => {
    try {
      localStorage.setItem(placeOf(userId), JSON.stringify({ held, unsent: [...unsent] } satisfies Copy))
    } catch {
      // A browser that forbids storage still has what the server keeps.
    }
  }
  let timer: ReturnType<typeof setTimeout> | null = null
  const send = () => {
    timer = null
    for (const name of unsent) {
      const value = held[name] ?? null
      trpc.people.setSetting.mutate({ name, value: value as JsonValue }).then(
        () => {
          if ((held[name] ?? null) === value) unsent.delete(name)
          keep()
        },
        // It stays unsent, and is sent with the next change or when the studio is next opened.
        () => {},
      )
    }
  }
  if (unsent.size) send()
  return {
    get: (name) => held[name] ?? null,
    set(name, value) {
      held[name] = value
      unsent.add(name)
      keep()
      if (timer) clearTimeout(timer)
      timer = setTimeout(send, SEND_AFTER_MS)
    },
    [Symbol.dispose]() {
      if (!timer) return
      clearTimeout(timer)
      send()
    },
  }
}

/** The key registry's bindings among the settings. */
export const keyStorage = (settings: Settings): KeyStorage => ({
  getItem: () => {
    const kept = settings.get('keys')
    return kept === null ? null : JSON.stringify(kept)
  },
  setItem: (_key, value) => settings.set('keys', JSON.parse(value)),
})

function readCopy(userId: string): Copy {
  const none: Copy = { held: {}, unsent: [] }
  try {
    const kept = JSON.parse(localStorage.getItem(placeOf(userId)) ?? 'null') as Partial<Copy> | null
    const unsent = NAMES.filter((name) => kept?.unsent?.includes(name))
    return kept?.held ? { held: { ...kept.held }, unsent } : none
  } catch {
    return none
  }
}
