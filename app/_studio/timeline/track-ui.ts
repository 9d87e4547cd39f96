/** What the person is being asked about tracks; headers and dialogs show it, keys and menus set it. */
import { signal } from '@preact/signals-core'

export class TrackUi {
  /** Id of the row whose name is being typed: a track's, a group's or a media row's. */
  readonly renaming = signal<string | null>(null)
  /** Track whose settings are open; 'new' for one that is about to be added. */
  readonly settings = signal<string | null>(null)
  /** Track about to be removed with what is on it. */
  readonly removing = signal<string | null>(null)

  rename(id: string | null): void {
    this.renaming.value = id
  }

  set(id: string | null): void {
    this.settings.value = id
  }
}
