import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Checkbox, Chip, Facts, Form, LinkButton, PostButton, Submit, TextArea, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { doneName, gradeNames, hoursOfMinutes, stateNames, stateTones } from '../labels.ts'
import { nominationFlow } from '../rules.ts'
import type { Case, eventsOfNomination, Nominee } from './queries.ts'

type StoryProps = Case & {
  subjects: readonly Nominee[]
  events: Awaited<ReturnType<typeof eventsOfNomination>>
  photos: readonly PhotoUse[]
  actorId: string
  tried: Tried | undefined
}

/** A nomination as those see it whom it is about, or who made it: where it stands, and what is theirs to decide. */
export function StoryPage(props: StoryProps) {
  const { nomination, awardClass, parts, subjects, events, photos, actorId, tried } = props
  const t = useT()
  const lang = useLang()
  const mine = subjects.find(({ personId }) => personId === actorId)
  const steps = stepsFor(nominationFlow, nomination.state, parts)
  const { state } = nomination
  return (
    <>
      <header>
        <p>
          <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
        </p>
        <h1>
          {nomination.grade ? `${awardClass[lang]} · ${gradeNames[nomination.grade][lang]}` : awardClass[lang]}
          {nomination.groupName && `：${nomination.groupName}`}
        </h1>
      </header>
      {state === 'issued' && mine?.answer === 'agreed' && (
        <p class="actions">
          <LinkButton href={`/honors/nominations/${nomination.id}/certificate`}>
            {t('查看证书', 'See the certificate')}
          </LinkButton>
        </p>
      )}
      {mine && <AnswerForm {...{ nomination, mine, steps }} />}
      <Facts
        rows={[
          [t('编号', 'No.'), nomination.number],
          [t('对象', 'About'), aboutWhom(props)],
          [t('事迹', 'What was done'), <span class="prose">{nomination.facts}</span>],
          ...(nomination.noticeEndsAt && state === 'noticed'
            ? [[t('公示到', 'Notice until'), lastDayOf(nomination.noticeEndsAt)] as const]
            : []),
        ]}
      />
      {nomination.figures && <FiguresFacts figures={nomination.figures} isMine={mine !== undefined} />}
      {photos.length > 0 && (parts.has('nominator') || parts.has('member')) && <Photos photos={photos} />}
      {steps.includes('withdraw') && (
        <PostButton action={`/honors/nominations/${nomination.id}/withdraw`} look="quiet">
          {t('撤回推荐', 'Withdraw the nomination')}
        </PostButton>
      )}
      {steps.includes('appeal') && (
        <Card>
          <h2>{t('不同意撤销？', 'You disagree?')}</h2>
          <Form action={`/honors/nominations/${nomination.id}/appeal`} tried={tried}>
            <TextArea name="why" label={t('申诉理由', 'Why')} maxlength={1000} tried={tried} />
            <Submit>{t('提交申诉', 'Appeal')}</Submit>
          </Form>
        </Card>
      )}
      <section>
        <h2>{t('经过', 'What happened')}</h2>
        <Timeline
          events={events
            .map(({ event, why }) => ({
              at: event.at,
              what: doneName(event.step, lang),
              note: ['object', 'answer'].includes(event.step) ? '' : (why ?? ''),
            }))
            .reverse()}
        />
      </section>
    </>
  )
}

/** Who belongs to a household or runs a shop is for those of it, and for staff: not for whoever nominated them. */
function aboutWhom({ nomination: { groupName, householdId, merchantId }, subjects, parts }: StoryProps): string {
  const isOutside = parts.has('nominator') && !parts.has('nominee')
  if (groupName && (householdId || merchantId) && isOutside) return groupName
  return subjects.map(({ displayName }) => displayName).join('、')
}

type AnswerProps = Pick<StoryProps, 'nomination'> & { mine: Nominee; steps: readonly string[] }

function AnswerForm({ nomination, mine, steps }: AnswerProps) {
  const t = useT()
  const action = `/honors/nominations/${nomination.id}/answer`
  const mayAgree = mine.answer === 'agreed' || nomination.state === 'nominated'
  const mayDecline = mine.answer !== 'declined' && steps.includes('decline')
  if (!mayAgree && !mayDecline) return null
  return (
    <Card>
      <h2>
        {mine.answer === 'waiting'
          ? t('您愿意参加评选吗？', 'Do you want to stand?')
          : t('由您决定', 'Yours to decide')}
      </h2>
      {mayAgree && (
        <Form action={action}>
          <input type="hidden" name="answer" value="agreed" />
          <Checkbox
            name="showName"
            checked={mine.showName}
            label={t('公示和荣誉榜可以写我的姓名', 'My name may be shown on the notice and the board')}
          />
          <p class="help">
            {t(
              '不勾选时，公示只写姓，荣誉榜不写名字。以后随时可以改。',
              'Without it the notice shows the surname only, and the board no name. You can change this at any time.',
            )}
          </p>
          <Submit>{mine.answer === 'agreed' ? t('保存', 'Save') : t('我愿意', 'I agree')}</Submit>
        </Form>
      )}
      {mayDecline && (
        <PostButton action={action} look="quiet" fields={{ answer: 'declined' }}>
          {t('谢绝', 'Decline')}
        </PostButton>
      )}
    </Card>
  )
}

type FiguresProps = { figures: NonNullable<Case['nomination']['figures']>; isMine: boolean }

/** What the records showed, with the way to each record, so that anybody concerned can add it up again. */
export function FiguresFacts({ figures, isMine }: FiguresProps) {
  const t = useT()
  const linked = (text: string, href: string) => (isMine ? <a href={href}>{text}</a> : text)
  const hours = hoursOfMinutes(figures.minutes)
  return (
    <section>
      <h2>{t('核验时的记录', 'The records when it was checked')}</h2>
      <Facts
        rows={[
          [t('累计获得积分', 'Points earned'), linked(t(`${figures.points} 分`, `${figures.points}`), '/points')],
          [t('服务时长', 'Hours of service'), linked(t(`${hours} 小时`, `${hours} h`), '/hours')],
          [t('功', 'Merit'), linked(String(figures.merit), '/honors/mine')],
          [t('截至', 'As of'), cityDay(new Date(figures.at))],
        ]}
      />
    </section>
  )
}

export function Photos({ photos }: { photos: readonly PhotoUse[] }) {
  const t = useT()
  return (
    <div class="evidence-photos">
      {photos.map(({ photoId }, index) => (
        <a href={`/photos/${photoId}`}>
          <img src={`/photos/${photoId}/small`} alt={t(`证明照片 ${index + 1}`, `Photo ${index + 1}`)} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
