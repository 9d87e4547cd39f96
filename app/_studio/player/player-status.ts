/** How the player is, in words for people; read in their language when they are shown. */
import { currentText } from '../../_text/current-text.ts'

export interface PlayerStatus {
  /**
   * ready: nothing to say. loading: wait a moment. preparing: the server is still making what can be played here.
   * blocked: the browser wants a click first. offline: the network is gone, tries go on. unplayable: it will not play.
   */
  readonly kind: 'ready' | 'loading' | 'preparing' | 'blocked' | 'offline' | 'refused' | 'unplayable'
  readonly text: string
}

export const READY: PlayerStatus = { kind: 'ready', text: '' }
export const LOADING: PlayerStatus = {
  kind: 'loading',
  get text() {
    return currentText().player.status.loading
  },
}
export const OFFLINE: PlayerStatus = {
  kind: 'offline',
  get text() {
    return currentText().player.status.offline
  },
}
export const REFUSED: PlayerStatus = {
  kind: 'refused',
  get text() {
    return currentText().player.status.refused
  },
}
export const BLOCKED: PlayerStatus = {
  kind: 'blocked',
  get text() {
    return currentText().player.status.blocked
  },
}

/** @param fraction 0…1 when known */
export function preparing(fraction: number | null): PlayerStatus {
  const percent = fraction === null ? null : Math.floor(fraction * 100)
  return { kind: 'preparing', text: currentText().player.status.preparing(percent) }
}

/** @param codec as the source says it, for people who want to know */
export function unplayable(codec: string | null): PlayerStatus {
  return { kind: 'unplayable', text: currentText().player.status.unplayable(codec) }
}
