export const signals = {}
