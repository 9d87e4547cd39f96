/**
 * What is told to many is put into its form for the wire once: an object that says so is serialised for the first
 * listener and remembered as long as it lives. Such an object must not change any more.
 */
import superjson from 'superjson'

const shared = new WeakMap<object, ReturnType<typeof superjson.serialize> | null>()

/** Marks an object that many get and nobody changes. */
export function forMany<T extends object>(object: T): T {
  if (!shared.has(object)) shared.set(object, null)
  return object
}

export const transformer = {
  input: superjson,
  output: {
    serialize(value: unknown) {
      if (typeof value !== 'object' || value === null) return superjson.serialize(value)
      const known = shared.get(value)
      if (known) return known
      const made = superjson.serialize(value)
      if (known === null) shared.set(value, made)
      return made
    },
    deserialize: superjson.deserialize.bind(superjson),
  },
}
