import { QueryProvider } from '#app/_client/query-provider.tsx'

export default function LibraryLayout({ children }: { children: React.ReactNode }) {
  return <QueryProvider>{children}</QueryProvider>
}
