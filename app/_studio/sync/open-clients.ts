/**
 * Which tabs are still open, told by Web Locks: a tab holds the lock of its client id until it is gone, however it went.
 * Without Web Locks every other client counts as gone; sending a change twice is harmless, it has a name.
 */
const lockName = (clientId: string): string => `scrubline-client-${clientId}`

const locks = (): LockManager | null => globalThis.navigator?.locks ?? null

export function holdClient(clientId: string): Disposable {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void locks()
    ?.request(lockName(clientId), () => held)
    .catch(() => {})
  return { [Symbol.dispose]: () => release() }
}

export async function isClientOpen(clientId: string): Promise<boolean> {
  const manager = locks()
  if (!manager) return false
  return manager.request(lockName(clientId), { ifAvailable: true }, async (lock) => lock === null)
}
