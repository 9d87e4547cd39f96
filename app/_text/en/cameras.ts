export const cameras = {}
