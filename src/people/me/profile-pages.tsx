import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { areasCovered } from '../../areas/queries.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Form, LinkButton, Radios, Select, Submit, TextField } from '../../web/ui.tsx'
import { keepView } from '../../web/view.ts'
import { useT } from '../../web/words.ts'
import { changeProfile } from '../actions.ts'
import { homeAreas, isHome, type Person, personById } from '../queries.ts'

export const profile = z.object({
  displayName: line(20),
  areaId: z.string().min(1).max(40),
  lang: z.enum(['zh', 'en']),
})

/** What others call me, where I live, and the language I read. */
export const profilePages = new Hono<Env>()
  .get('/me/profile', may.signedIn(), (c) => profilePage(c))
  .post('/me/profile', may.signedIn(), (c) =>
    submitted(
      c,
      profile,
      async (input) => {
        await saveProfile(c, input)
        keepView(c, { lang: input.lang })
        return c.redirect('/me', 303)
      },
      (tried) => profilePage(c, tried),
    ),
  )

/** @throws Refusal `area_not_home` */
export async function saveProfile(c: Context<Env>, input: Partial<z.output<typeof profile>>): Promise<Person> {
  const { atomically, db, actor, now } = c.var
  if (input.areaId !== undefined && !(await isHome(db, input.areaId)))
    throw new Refusal('invalid', 'area_not_home', { field: 'areaId' })
  return atomically((tx) => changeProfile(tx, { personId: actor.id, profile: input, now: now() }))
}

async function profilePage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const person = await personById(db, actor.id)
  const choices = await homeChoices(c, person.areaId)
  return page(
    c,
    { title: t('称呼、住址和语言', 'Name, home and language') },
    <ProfileForm person={person} choices={choices} tried={tried} />,
  )
}

/** Every community and village; and below the one somebody lives in, its compounds and grids. */
async function homeChoices(c: Context<Env>, areaId: string) {
  const homes = await homeAreas(c.var.db)
  const choices = homes.map(({ id, name, street }) => ({ value: id, label: street ? `${street} · ${name}` : name }))
  const home = homes.find(({ id }) => areaId.startsWith(id))
  if (!home) return choices
  const path = (await areasCovered(c.var.db, home.path)).filter(({ id }) => id !== home.id)
  const below = path.map(({ id, name }) => ({ value: id, label: `${home.name} · ${name}` }))
  return choices.flatMap((choice) => (choice.value === home.id ? [choice, ...below] : [choice]))
}

type Props = { person: Person; choices: { value: string; label: string }[]; tried?: Tried | undefined }

function ProfileForm({ person, choices, tried }: Props) {
  const t = useT()
  return (
    <>
      <h1>{t('称呼、住址和语言', 'Name, home and language')}</h1>
      <Form action="/me/profile" tried={tried}>
        <TextField
          name="displayName"
          label={t('怎么称呼您', 'What shall we call you?')}
          help={t('别人看到的是这个名字，不必是真名。', 'This is what others see. It need not be your real name.')}
          maxlength={20}
          value={person.displayName}
          tried={tried}
        />
        <Select
          name="areaId"
          label={t('您住在哪里', 'Where do you live?')}
          help={t(
            '以后的任务和积分按新住址算，以前的不变。',
            'Future tasks and points follow the new place; past ones stay.',
          )}
          choices={choices}
          value={person.areaId}
          tried={tried}
        />
        <Radios
          name="lang"
          label={t('语言', 'Language')}
          choices={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          value={person.lang}
          tried={tried}
        />
        <Submit>{t('保存', 'Save')}</Submit>
      </Form>
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}
