import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { pageText } from '#app/_text/page-text.ts'
import { buttonClass } from '#app/_ui/button.tsx'
import { accountOf, sessionsOf } from '#server/people/index.ts'
import { PageHead } from '../../_parts/page-head.tsx'
import { Section } from '../../_parts/section.tsx'
import { themeOf } from '../../_parts/theme.ts'
import { requireVisitor } from '../../_parts/visitor.ts'
import { IdentityForm, PasswordForm } from './account-forms.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { LooksChoice } from './looks-choice.tsx'
import { Sessions } from './sessions.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).door.account }
}

export default async function AccountPage() {
  const actor = await requireVisitor('/account')
  const [account, sessions] = await Promise.all([accountOf(actor.userId), sessionsOf(actor)])
  const t = await pageText()
  const theme = themeOf((await cookies()).get('theme')?.value)
  return (
    <div className="max-w-160">
      <PageHead title={t.door.account} />
      <Section title={t.door.you}>
        <IdentityForm name={account.name} email={account.email} />
      </Section>
      <Section title={t.door.password} about={t.door.passwordAbout}>
        <PasswordForm email={account.email} hasPassword={account.hasPassword} />
      </Section>
      <Section title={t.door.looks} about={t.door.looksAbout}>
        <LooksChoice theme={theme} />
      </Section>
      <Section title={t.common.language} about={t.common.languageAbout}>
        <LanguageChoice />
      </Section>
      <Section title={t.door.exactFrames} about={t.door.exactAbout}>
        <Link href="/self-test" className={buttonClass()}>
          {t.door.checkBrowser}
        </Link>
      </Section>
      <Section title={t.door.signedIn} about={t.door.signedInAbout}>
        <Sessions initial={sessions} />
      </Section>
    </div>
  )
}
