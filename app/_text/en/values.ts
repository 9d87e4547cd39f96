/** How moments and amounts are written; `locale` is that of numbers and dates. */
export const values = {
  locale: 'en-GB',
  justNow: 'just now',
  minutesAgo: (n: number) => `${n} min ago`,
  hoursAgo: (n: number) => `${n} h ago`,
  yesterday: 'yesterday',
  daysAgo: (n: number) => `${n} days ago`,
  over: 'over',
  inMinutes: (n: number) => `in ${n} min`,
  inHours: (n: number) => `in ${n} h`,
  inDays: (n: number) => `in ${n} days`,
  left: (time: string) => `${time} left`,
}
