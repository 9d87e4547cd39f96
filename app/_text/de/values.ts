import type { Text } from '../text.ts'

export const values: Text['values'] = {
  locale: 'de-DE',
  justNow: 'gerade eben',
  minutesAgo: (n) => `vor ${n} min`,
  hoursAgo: (n) => `vor ${n} h`,
  yesterday: 'gestern',
  daysAgo: (n) => `vor ${n} Tagen`,
  over: 'vorbei',
  inMinutes: (n) => `in ${n} min`,
  inHours: (n) => `in ${n} h`,
  inDays: (n) => `in ${n} Tagen`,
  left: (time) => `noch ${time}`,
}
