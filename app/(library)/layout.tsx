import { QueryProvider } from './_parts/query.tsx'

export default function LibraryLayout({ children }: { children: React.ReactNode }) {
  return <QueryProvider>{children}</QueryProvider>
}
