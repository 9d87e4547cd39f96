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

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const actor = await requireVisitor('/account')
  const [account, sessions] = await Promise.all([accountOf(actor.userId), sessionsOf(actor)])
  const t = await pageText()
  const theme = themeOf((await cookies()).get('theme')?.value)
  return (
    <div className="max-w-160">
      <PageHead title="Account" />
      <Section title="You">
        <IdentityForm name={account.name} email={account.email} />
      </Section>
      <Section title="Password" about="Changing it signs out every other browser.">
        <PasswordForm email={account.email} hasPassword={account.hasPassword} />
      </Section>
      <Section title="Looks" about="For this browser.">
        <LooksChoice theme={theme} />
      </Section>
      <Section title={t.common.language} about={t.common.languageAbout}>
        <LanguageChoice />
      </Section>
      <Section
        title="Exact frames"
        about="Plays a clip whose frames carry their number and checks that this browser shows the right ones."
      >
        <Link href="/self-test" className={buttonClass()}>
          Check this browser
        </Link>
      </Section>
      <Section title="Signed in" about="Browsers that are signed in with this account.">
        <Sessions initial={sessions} />
      </Section>
    </div>
  )
}
