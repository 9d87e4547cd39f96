/** Whether everything is saved, and what to do when it is not. */
export const sync = {
  unsaved: (n: number) => `${n} ${n === 1 ? 'change' : 'changes'} not saved yet`,
  kept: 'They are kept in this browser and sent as soon as it can be done; you can close the page.',
  offline: 'Offline',
  offlineUnsaved: (count: string) => `Offline · ${count}`,
  unreachable: 'The server cannot be reached.',
  unreachableKept:
    'The server cannot be reached. They are kept in this browser and sent as soon as it can be done; you can close the page.',
  unreachableWork: 'The server cannot be reached. You can go on working.',
  saved: 'All changes saved',
  savedMore: 'The server has every change you made.',
  unreadable: (status: number) => `The document could not be read (${status}).`,
  noJournal:
    'This browser cannot keep unsaved changes (its storage is full or switched off). They are still sent to the server; wait for “all changes saved” before closing.',
  noStorage:
    'This browser gives no storage here (a private window, perhaps). Changes that are not saved yet would be lost with the page; keep it open until “All changes saved” stands above.',
  overruled: (what: string) =>
    `Somebody else changed the same meanwhile; part of “${what}” was left as they have it.`,
  signedOut: 'You are signed out. Sign in again; your changes are kept and will be saved.',
  setAside: (what: string, why: string, more: number) =>
    `“${what}” could not be saved. ${why} It is kept here until you decide${more > 0 ? `, like ${more} more` : ''}.`,
  notSaved: (what: string, why: string) => `“${what}” could not be saved: ${why}`,
  makeAgain: 'Make it again',
  giveUp: 'Give it up',
  nothingToPutBack: 'There is nothing to put back: it is as you had it, or gone.',
  past: 'This is the recording as it was. Go back to now to change it, or bring back what you need.',
  onlyLook: 'You may look at this recording but not change it.',
  gestureOver: 'The gesture is over.',
}
