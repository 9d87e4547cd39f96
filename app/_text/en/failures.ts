/** What is said when something is not there or went wrong. */
export const failures = {
  notFound: 'Not found',
  nothingHere: 'There is nothing here',
  nothingHereAbout:
    'This page does not exist, or you may not see it. If somebody sent you the address, ask an owner of the project to invite you.',
  toRecordings: 'Go to your recordings',
  notShown: 'This page could not be shown',
  notShownAbout:
    'Something went wrong while reading it. Everything that was saved is safe. Try again; if it happens again, tell whoever runs this installation.',
  reference: (digest: string) => `Reference ${digest}`,
  offline: 'The server cannot be reached. Nothing was changed; check the connection and try again.',
  noReason: (status: number) => `The server answered ${status} and no reason. Try again in a moment.`,
  answered: (status: number) => `The server answered ${status}.`,
}
