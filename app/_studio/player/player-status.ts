/** How the player is, in words for people. */
export interface PlayerStatus {
  /**
   * ready: nothing to say. loading: wait a moment. preparing: the server is still making what can be played here.
   * blocked: the browser wants a click first. offline: the network is gone, tries go on. unplayable: it will not play.
   */
  readonly kind: 'ready' | 'loading' | 'preparing' | 'blocked' | 'offline' | 'refused' | 'unplayable'
  readonly text: string
}

export const READY: PlayerStatus = { kind: 'ready', text: '' }
export const LOADING: PlayerStatus = { kind: 'loading', text: 'Loading the recording.' }
export const OFFLINE: PlayerStatus = {
  kind: 'offline',
  text: 'The network is lost. Trying again; your marks are safe.',
}
export const REFUSED: PlayerStatus = {
  kind: 'refused',
  text: 'You are signed out, or may no longer see this recording. Sign in again to go on.',
}
export const BLOCKED: PlayerStatus = {
  kind: 'blocked',
  text: 'The browser wants a click before it plays sound.',
}

/** @param fraction 0…1 when known */
export function preparing(fraction: number | null): PlayerStatus {
  const share = fraction === null ? '' : ` (prepared ${Math.floor(fraction * 100)} %)`
  return {
    kind: 'preparing',
    text: `This recording is not ready to play yet${share}. It starts by itself as soon as it is.`,
  }
}

/** @param codec as the source says it, for people who want to know */
export function unplayable(codec: string | null): PlayerStatus {
  const what = codec ? ` (${codec})` : ''
  return {
    kind: 'unplayable',
    text: `This browser cannot play the pictures of this recording${what}. A rendition that plays everywhere is made from it; if there is none, ask for it on the recording's page.`,
  }
}
