import { stepsFor } from '../../kit/flow.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Checkbox,
  Chip,
  Empty,
  Facts,
  Form,
  FormVersion,
  Radios,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { gradeNames, stateNames, stateTones, voteNames } from '../labels.ts'
import type { Case, Nominee } from '../nominations/queries.ts'
import { FiguresFacts, Photos } from '../nominations/story.tsx'
import { meritPoints, nominationFlow } from '../rules.ts'
import type { ballotsOf, casesOfMember } from './queries.ts'

type Ballots = Awaited<ReturnType<typeof ballotsOf>>

export function MemberList({ rows }: { rows: Awaited<ReturnType<typeof casesOfMember>> }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('评审组', 'My panel')}</h1>
      {rows.length === 0 && (
        <Empty title={t('没有需要评议的推荐', 'Nothing to judge')}>
          <p>{t('有新的推荐交来时，会发消息给您。', 'You will be told when something comes.')}</p>
        </Empty>
      )}
      <div class="list">
        {rows.map(({ nomination, awardClass, ballot }) => (
          <Card href={`/honors/panel/${nomination.id}`}>
            <p class="row">
              <strong>
                {awardClass[lang]} · {nomination.number}
              </strong>
              <Chip tone={stateTones[nomination.state]}>{stateNames[nomination.state][lang]}</Chip>
              {ballot ? (
                <Chip tone="good">{voteNames[ballot.vote][lang]}</Chip>
              ) : (
                nomination.state === 'voting' && <Chip tone="accent">{t('待您投票', 'Your vote')}</Chip>
              )}
            </p>
          </Card>
        ))}
      </div>
    </>
  )
}

type MemberProps = Case & {
  subjects: readonly Nominee[]
  photos: readonly PhotoUse[]
  ballots: Ballots
  actorId: string
  tried: { ballot?: Tried; closing?: Tried }
}

/** Everything a member needs to judge, their one vote, and for the chair the end of the vote. */
export function MemberCase(props: MemberProps) {
  const { nomination, awardClass, subjects, photos, ballots, actorId, parts, tried } = props
  const t = useT()
  const lang = useLang()
  const mine = ballots.find(({ personId }) => personId === actorId)
  const mayClose = stepsFor(nominationFlow, nomination.state, parts).includes('support')
  const names = subjects.map(({ displayName }) => displayName).join('、')
  return (
    <>
      <a class="back" href="/honors/panel">
        {t('‹ 评审组', '‹ My panel')}
      </a>
      <h1>{awardClass[lang]}</h1>
      <Facts
        rows={[
          [t('被推荐', 'About'), nomination.groupName ? `${nomination.groupName}（${names}）` : names],
          [t('事迹', 'What was done'), <span class="prose">{nomination.facts}</span>],
          [t('状态', 'State'), stateNames[nomination.state][lang]],
          [
            t('规定', 'Rule'),
            t(
              `至少 ${awardClass.quorum} 人投票，赞成不少于 ${awardClass.percentFor}%`,
              `at least ${awardClass.quorum} votes, ${awardClass.percentFor} % in favour`,
            ),
          ],
        ]}
      />
      {nomination.figures && <FiguresFacts figures={nomination.figures} isMine={false} />}
      {photos.length > 0 && <Photos photos={photos} />}
      {mine && (
        <Alert tone="good">
          {t(`您的意见：${voteNames[mine.vote].zh}`, `Your vote: ${voteNames[mine.vote].en}`)}
          {mine.grade && ` · ${gradeNames[mine.grade][lang]}`}
        </Alert>
      )}
      {!mine && nomination.state === 'voting' && parts.has('member') && (
        <BallotForm nominationId={nomination.id} isMerit={awardClass.gives === 'merit'} tried={tried.ballot} />
      )}
      {mayClose && <ClosingForm {...props} />}
    </>
  )
}

type BallotProps = { nominationId: string; isMerit: boolean; tried: Tried | undefined }

function BallotForm({ nominationId, isMerit, tried }: BallotProps) {
  const t = useT()
  const lang = useLang()
  return (
    <Card>
      <h2>{t('您的意见', 'Your vote')}</h2>
      <Form action={`/honors/panel/${nominationId}/ballot`} tried={tried}>
        <Radios
          name="vote"
          label={t('评议', 'Vote')}
          tried={tried}
          choices={Object.entries(voteNames).map(([value, name]) => ({ value, label: name[lang] }))}
        />
        {isMerit && (
          <Radios
            name="grade"
            label={t('赞成时：记功等次', 'If in favour: the class of merit')}
            required={false}
            tried={tried}
            choices={Object.entries(gradeNames).map(([value, name]) => ({ value, label: name[lang] }))}
          />
        )}
        <TextArea
          name="why"
          label={t('理由（反对、弃权、回避时要写）', 'Reason (needed unless in favour)')}
          required={false}
          rows={3}
          maxlength={500}
          tried={tried}
        />
        <Checkbox
          name="isUnrelated"
          tried={tried}
          label={t(
            '我声明：与被推荐人没有亲属、合伙等利害关系。',
            'I declare that I am neither related to nor in business with them.',
          )}
        />
        <p class="help">{t('投出后不能更改。', 'A vote is for good.')}</p>
        <Submit>{t('投票', 'Vote')}</Submit>
      </Form>
    </Card>
  )
}

function ClosingForm({ nomination, awardClass, ballots, tried }: MemberProps) {
  const t = useT()
  const lang = useLang()
  return (
    <Card>
      <h2>{t('结束评议', 'Close the vote')}</h2>
      <ul>
        {ballots.map(({ displayName, vote, grade, why }) => (
          <li>
            {displayName}：{voteNames[vote][lang]}
            {grade && ` · ${gradeNames[grade][lang]}`}
            {why && <span class="muted"> {why}</span>}
          </li>
        ))}
      </ul>
      <Form action={`/honors/panel/${nomination.id}/close`} tried={tried.closing}>
        <FormVersion version={nomination.version} />
        {awardClass.gives === 'merit' && (
          <TextField
            name="points"
            type="number"
            label={t('同时发放的积分（R10）', 'Points under rule R10')}
            help={t(
              `${meritPoints.min} 到 ${meritPoints.max}，不发填 0`,
              `${meritPoints.min} to ${meritPoints.max}, or 0`,
            )}
            min={0}
            max={meritPoints.max}
            value={0}
            tried={tried.closing}
          />
        )}
        <Submit>{t('按票数得出结果', 'Count the votes')}</Submit>
      </Form>
    </Card>
  )
}
