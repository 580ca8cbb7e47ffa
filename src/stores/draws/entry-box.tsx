import { newId } from '../../kit/ids.ts'
import { Alert, Form, FormId, PostButton, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { type CampaignView, objectionFor, SignIn, StoreChoice } from '../campaigns/parts.tsx'
import { isOpenAt } from '../campaigns/rules.ts'
import { cityMinute } from '../rules.ts'
import type { Entry } from './queries.ts'

/** One's own part in a draw: to enter, the number, or how it went. */
export function EntryBox(view: CampaignView) {
  const { campaign, mine, now } = view
  if (!mine) return isOpenAt(campaign, now) ? <SignIn id={campaign.id} /> : null
  const { entry } = mine
  if (entry && entry.state !== 'withdrawn') return <MyEntry {...view} entry={entry} />
  return isOpenAt(campaign, now) ? <Enter {...view} /> : null
}

function Enter({ campaign, item, parts, mine, tried }: CampaignView) {
  const t = useT()
  if (!mine) return null
  const no = objectionFor(mine, campaign)
  if (no) return <Alert tone="info">{t(no.zh, no.en)}</Alert>
  const needed = item.pricePoints * campaign.perPerson
  if (mine.available < needed)
    return (
      <Alert tone="info">
        {t(
          `抽中要用 ${needed} 分，您现在有 ${mine.available} 分。`,
          `A win takes ${needed} points; you have ${mine.available}.`,
        )}{' '}
        <a href="/tasks">{t('去看看任务', 'See the tasks')}</a>
      </Alert>
    )
  return (
    <section class="card stack">
      <h2>{t('报名摇号', 'Enter the draw')}</h2>
      <p>
        {t(
          `每人一次机会，积分多少都一样。报名不扣分，抽中才冻结 ${needed} 分。`,
          `One chance for everybody, however many points. Entering costs nothing; ${needed} points are held if you win.`,
        )}
      </p>
      <Form action={`/campaigns/${campaign.id}/entry`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <StoreChoice parts={parts} tried={tried} />
        <Submit look="big">{t('报名', 'Enter')}</Submit>
      </Form>
    </section>
  )
}

function MyEntry({ campaign, mine, entry, now }: CampaignView & { entry: Entry }) {
  const t = useT()
  return (
    <section class="card stack">
      <h2>{t('我的报名', 'My entry')}</h2>
      <p class="big-number">{t(`${entry.number} 号`, `No. ${entry.number}`)}</p>
      <Result {...{ campaign, entry, place: mine?.place }} />
      <details>
        <summary>{t('我的凭据', 'My receipt')}</summary>
        <p class="muted">
          {t(
            '只有您知道这串字。SHA-256（号码 + 空格 + 凭据）就是公开名单里这个号码后面的指纹，谁也不能把您的号码换给别人。',
            'Only you know this. SHA-256 of number, space and receipt is what stands behind your number in the public list, so nobody can give your number to somebody else.',
          )}
        </p>
        <p class="code">{entry.receipt}</p>
      </details>
      {entry.state === 'entered' && isOpenAt(campaign, now) && (
        <PostButton action={`/campaigns/${campaign.id}/entry/withdraw`} look="quiet" fields={{ id: newId() }}>
          {t('不参加了', 'Withdraw')}
        </PostButton>
      )}
    </section>
  )
}

type ResultProps = Pick<CampaignView, 'campaign'> & { entry: Entry; place: number | undefined }

function Result({ campaign, entry, place }: ResultProps) {
  const t = useT()
  const ahead = place === undefined ? 0 : Math.max(place - campaign.called, 1)
  const isOver = campaign.state === 'ended'
  if (entry.state === 'won') return <Alert tone="good">{t('抽中了！', 'You were drawn!')}</Alert>
  if (entry.state === 'in_line' && !isOver)
    return (
      <Alert tone="info">
        {t(`候补第 ${ahead} 位，递补到`, `Number ${ahead} in line, until`)} {cityMinute(campaign.endsAt)}
      </Alert>
    )
  if (entry.state === 'passed') return <Alert tone="warn">{passedWords(t, entry)}</Alert>
  if (entry.state === 'missed' || entry.state === 'in_line')
    return <p>{t('这次没有抽中，没有扣分。', 'Not drawn this time. It cost no points.')}</p>
  if (campaign.state === 'canceled') return null
  return <p>{t('已报名，等待摇号。结果会通知您。', 'You have entered. You will be told how it went.')}</p>
}

const passedWords = (t: (zh: string, en: string) => string, { passedFor }: Entry) =>
  passedFor === 'points_not_enough'
    ? t('轮到您时积分不够，已让给下一位。', 'It came to you, but your points did not suffice; it went to the next.')
    : t('轮到您时没能办成，已让给下一位。', 'It came to you, but could not be yours; it went to the next.')
