/**
 * Changes that the server has not acknowledged, kept in the browser's database: a closed tab, a dead server and a cut
 * network lose nothing. A change is written here before it is sent and erased after the server has it.
 */
import type { Change } from './replica.ts'

/** A change in the journal; `refusal` is set when the server would not take it and the person has to decide. */
export interface JournalEntry {
  readonly recordingId: string
  readonly userId: string
  readonly change: Change
  /** Milliseconds since 1970, never falling within one client; orders the entries of several tabs. */
  readonly at: number
  readonly refusal: string | null
}

export interface Journal {
  /** Entries of a person in a recording, in the order they were made. */
  list(recordingId: string, userId: string): Promise<JournalEntry[]>
  /** Resolves when it is stored; writing the same change again replaces it. */
  put(entry: JournalEntry): Promise<void>
  remove(recordingId: string, clientId: string, seq: number): Promise<void>
}

/** For tests, and where the browser refuses its database: lives as long as the object. */
export class MemoryJournal implements Journal {
  private readonly entries = new Map<string, JournalEntry>()

  async list(recordingId: string, userId: string): Promise<JournalEntry[]> {
    return [...this.entries.values()]
      .filter((e) => e.recordingId === recordingId && e.userId === userId)
      .sort(byAge)
  }

  async put(entry: JournalEntry): Promise<void> {
    this.entries.set(keyOf(entry.recordingId, entry.change.clientId, entry.change.seq).join(' '), entry)
  }

  async remove(recordingId: string, clientId: string, seq: number): Promise<void> {
    this.entries.delete(keyOf(recordingId, clientId, seq).join(' '))
  }
}

const STORE = 'changes'

export class BrowserJournal implements Journal {
  private readonly database: IDBDatabase

  private constructor(database: IDBDatabase) {
    this.database = database
  }

  static async open(name = 'scrubline-journal'): Promise<BrowserJournal> {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE).createIndex('recording', ['recordingId', 'userId'])
    }
    const database = await settled(request)
    // Another tab with a newer version of the journal must not wait for this one.
    database.onversionchange = () => database.close()
    return new BrowserJournal(database)
  }

  async list(recordingId: string, userId: string): Promise<JournalEntry[]> {
    const index = this.database.transaction(STORE).objectStore(STORE).index('recording')
    const entries = await settled(index.getAll([recordingId, userId]))
    return (entries as JournalEntry[]).sort(byAge)
  }

  async put(entry: JournalEntry): Promise<void> {
    const { recordingId, change } = entry
    await this.write((store) => store.put(entry, keyOf(recordingId, change.clientId, change.seq)))
  }

  async remove(recordingId: string, clientId: string, seq: number): Promise<void> {
    await this.write((store) => store.delete(keyOf(recordingId, clientId, seq)))
  }

  close(): void {
    this.database.close()
  }

  private write(work: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, 'readwrite', { durability: 'strict' })
      transaction.oncomplete = () => resolve()
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
      work(transaction.objectStore(STORE))
    })
  }
}

const keyOf = (recordingId: string, clientId: string, seq: number) => [recordingId, clientId, seq]

function byAge(a: JournalEntry, b: JournalEntry): number {
  return a.at - b.at || a.change.seq - b.change.seq
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
