/** Working with others: presence, layers, history, signing in again, two people on one edge. */
const annotations = (n: number): string =>
  `${n.toLocaleString('en')} ${n === 1 ? 'annotation' : 'annotations'}`

export const people = {
  presence: {
    here: 'People here',
    you: (name: string) => `${name} (you)`,
    at: (time: string) => `at ${time}`,
    playing: (time: string) => `playing at ${time}`,
    onTrack: (track: string) => `on ${track}`,
    inLayer: (layer: string) => `in ${layer}`,
    selected: (n: number) => `${annotations(n)} selected`,
    follow: 'Click to follow',
    followName: (name: string) => `Follow ${name}`,
    following: (name: string) => `Following ${name}`,
    stop: 'Stop following',
  },
  layers: {
    layer: 'Layer',
    none: 'none',
    goTo: 'New annotations go to',
    seen: 'Seen on the timeline',
    show: (name: string) => `Show ${name}`,
    hide: (name: string) => `Hide ${name}`,
    showAll: 'Show all',
    locked: 'complete, locked',
    makeMine: 'Make a layer of my own',
    rename: 'Rename my layer',
    name: 'Name of the layer',
    lock: 'My layer is complete: lock it',
    unlock: (name: string) => `Open ${name} again`,
    lockTitle: 'Lock your layer?',
    lockAbout:
      'Nobody can change what is in it then, you neither. Only an editor or owner can open it again.',
    lockIncomplete: (n: number) =>
      `${annotations(n)} in it still ${n === 1 ? 'lacks' : 'lack'} something that is required.`,
    lockComplete: 'Everything in it has what is required.',
    lockIt: 'Lock it',
    blind: 'You work blind here: you see your own marks, not those of others.',
  },
  work: {
    title: 'Working together',
    about:
      'Where annotators work, and what they see of each other. Editors and owners always see everything.',
    together: 'Together',
    togetherAbout: 'Everybody marks in one layer and sees each other at work.',
    own: 'A layer each',
    ownAbout: 'Every annotator has a layer of their own and can look at the others’.',
    blind: 'Blind',
    blindAbout:
      'Every annotator has a layer of their own and sees nothing of the others: no marks, comments, history or presence.',
    saved: 'Saved; it holds from now on, in open studios too',
    save: 'Save',
  },
  history: {
    empty: 'No changes yet',
    emptyAbout: 'Every change is kept here with its author, from the first on.',
    everybody: 'Everybody',
    filter: 'Changes of',
    program: 'The program',
    earlier: 'Show earlier changes',
    first: 'Before the first change',
    change: (n: number) => `Change ${n.toLocaleString('en')}`,
    replaced: 'replaced what somebody else had set',
    show: (sentence: string) => `Show the recording after: ${sentence}`,
    today: 'Today',
    yesterday: 'Yesterday',
    count: (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'change' : 'changes'}`,
  },
  past: {
    was: 'As it was',
    before: 'before the first change',
    after: (n: number) => `after change ${n.toLocaleString('en')}`,
    of: (n: number) => `of ${n.toLocaleString('en')}`,
    slider: 'Change shown',
    previous: 'One change earlier',
    next: 'One change later',
    restoreSelection: 'Bring back selected',
    restoreAll: (n: number) => `Bring all back (${n.toLocaleString('en')})`,
    restoreAllAbout:
      'Brings back what was changed or removed since, as one change that can be undone. What was made since stays.',
    nothing: 'Nothing was changed or removed since',
    back: 'Back to now',
    command: 'The recording one change earlier',
    commandNext: 'The recording one change later',
  },
  overwritten: {
    someone: 'An editor',
    start: (who: string, what: string, mine: string, theirs: string) =>
      `${who} moved the start of ${what} to ${theirs}, which you had set to ${mine}.`,
    end: (who: string, what: string, mine: string, theirs: string) =>
      `${who} moved the end of ${what} to ${theirs}, which you had set to ${mine}.`,
    field: (who: string, what: string, field: string) =>
      `${who} changed ${field} of ${what}, which you had just set.`,
    label: 'the label',
    note: 'the note',
    attribute: (key: string) => `“${key}”`,
    gone: 'an annotation',
    more: (n: number) => ` And ${n} more.`,
    putBack: 'Put mine back',
    leave: 'Leave it',
  },
  signIn: {
    title: 'Sign in to save',
    about: (name: string, unsaved: number) =>
      unsaved
        ? `Your session has ended. ${unsaved.toLocaleString('en')} ${unsaved === 1 ? 'change is' : 'changes are'} kept in this browser and saved as soon as ${name} is signed in again.`
        : `Your session has ended. Sign in again as ${name} to go on; nothing is lost.`,
    submit: 'Sign in',
    later: 'Go on without saving',
    banner: (unsaved: number): string =>
      unsaved
        ? 'You are signed out. Your changes are kept here and saved once you are back.'
        : 'You are signed out. Sign in again to save what you do.',
    again: 'Sign in again',
    other: (now: string, before: string) =>
      `You signed in as ${now}. What is not saved here is ${before}’s work and stays kept for ${before}.`,
    asBefore: (before: string) => `Sign in as ${before}`,
    openAs: (now: string) => `Open as ${now}`,
  },
}
