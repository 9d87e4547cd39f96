const many = (n: number, one: string, more: string) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`

export const transfer = {
  comments: (n: number) => many(n, 'comment', 'comments'),
  commentsHint: 'They become yours and open with who wrote them, and when.',
  bookmarks: (n: number) => many(n, 'bookmark', 'bookmarks'),
  values: (n: number) => many(n, 'value', 'values'),
}
