import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  PostButton,
  Radios,
  Submit,
  Table,
  TextArea,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { Question } from '../filing/category-choice.tsx'
import { placeShown } from '../public/place/rules.ts'
import type { Category, Report } from '../queries.ts'
import { passingLabels } from './labels.ts'
import type { Passing, PeerRow, passingsIn, passingsOf } from './queries.ts'
import { mayBePassed, positionSent } from './rules.ts'

type PassProps = {
  report: Report
  category: Category
  /** Those that take its category and do not have it yet, with what they ask beside. */
  peers: readonly (PeerRow & { questions: CategoryQuestion[] })[]
  passed: Awaited<ReturnType<typeof passingsOf>>
  formId: string
  tried: Tried | undefined
}

/** Where a report was passed on to, and a form that shows every word that would leave. */
export function PassPage({ report, category, peers, passed, formId, tried }: PassProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('转给别的系统', 'Pass on to another system')}</h1>
        <a class="plain" href={`/desk/reports/${report.id}`}>
          {report.number}
        </a>
      </header>
      {passed.map(({ passing, peerName }) => (
        <article class="card">
          <header class="row">
            <strong>{peerName}</strong>
            <State passing={passing} />
          </header>
          <Theirs passing={passing} />
        </article>
      ))}
      {peers.length === 0 && passed.length > 0 && mayBePassed(report.status) ? (
        <p class="muted">{t('没有别的系统可以转了。', 'There is no other system to pass it on to.')}</p>
      ) : peers.length === 0 ? (
        <Empty title={t('没有可以转的系统', 'There is no system to pass it on to')}>
          <p>
            {t(
              '受理后才能转，而且要有登记过、类别对得上的外部系统。',
              'It has to be accepted, and a registered system has to take its category.',
            )}
          </p>
        </Empty>
      ) : (
        <Form action={`/desk/reports/${report.id}/pass`} tried={tried}>
          <FormId id={formId} tried={tried} />
          <FormVersion version={report.version} />
          <Radios
            name="peerId"
            label={t('转给', 'To')}
            choices={peers.map(({ id, name }) => ({ value: id, label: name }))}
            value={peers.length === 1 ? peers[0]?.id : undefined}
            tried={tried}
          />
          <TextArea
            name="words"
            label={t('发给对方的话', 'What they will read')}
            help={t('请删去姓名、电话等个人信息。', 'Take out names, phones and whatever else is personal.')}
            value={report.publicWords ?? report.words}
            maxlength={3500}
            tried={tried}
          />
          <TextField
            name="address"
            label={t('地址', 'Address')}
            maxlength={200}
            required={false}
            value={report.isPublic ? placeShown(report, category).address : ''}
            tried={tried}
          />
          {peers
            .filter(({ questions }) => questions.length > 0)
            .map(({ id, name, questions }) => (
              <section class="card stack">
                <h2>{t(`${name}要问的`, `What ${name} asks`)}</h2>
                {questions.map((question) => (
                  <Question categoryId={id} question={question} tried={tried} />
                ))}
              </section>
            ))}
          <Facts
            rows={[
              [t('坐标', 'Position'), positionSent(report, category) || t('没有', 'none')],
              [
                t('不会发出', 'Stays here'),
                t('上报人、联系方式、照片、内部记录', 'the reporter, how to reach them, photos, notes between staff'),
              ],
            ]}
          />
          <Submit>{t('转出', 'Pass it on')}</Submit>
        </Form>
      )}
    </>
  )
}

function State({ passing }: { passing: Passing }) {
  const lang = useLang()
  const { tone, ...label } = passingLabels[passing.state]
  return <Chip tone={tone}>{label[lang]}</Chip>
}

function Theirs({ passing }: { passing: Passing }) {
  const t = useT()
  const { theirId, theirStatus, error, createdAt, nextAt, attempts, state } = passing
  return (
    <Facts
      rows={[
        [t('转出', 'Passed on'), <Time at={createdAt} withYear />],
        ...(theirId ? [[t('对方编号', 'Their number'), theirId] as const] : []),
        ...(theirStatus ? [[t('对方状态', 'Their state'), theirStatus] as const] : []),
        ...(error ? [[t('最近一次', 'The last try'), error] as const] : []),
        ...(state === 'waiting' && attempts > 0 && nextAt
          ? [[t('下次再试', 'Next try'), <Time at={nextAt} />] as const]
          : []),
      ]}
    />
  )
}

type Rows = Awaited<ReturnType<typeof passingsIn>>
type ListProps = { stuck: Rows; going: Rows; tried: Tried | undefined }

/** What could not be passed on, with what to do about it; below, what is on its way or there. */
export function PassingsPage({ stuck, going, tried }: ListProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('转出的上报', 'What was passed on')}</h1>
      </header>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {stuck.length > 0 && <h2>{t('要您处理', 'For you to decide')}</h2>}
      {stuck.map((row) => (
        <Stuck {...row} />
      ))}
      <h2>{t('转出中和已收到的', 'On their way, and there')}</h2>
      {going.length === 0 ? (
        <Empty title={t('没有转出的上报', 'Nothing is passed on')} />
      ) : (
        <Table
          head={[
            t('编号', 'Number'),
            t('转给', 'To'),
            t('状态', 'State'),
            t('对方编号', 'Their number'),
            t('对方状态', 'Their state'),
          ]}
          rows={going.map(({ passing, peerName, number }) => [
            <a href={`/desk/reports/${passing.reportId}/pass`}>{number}</a>,
            peerName,
            <State passing={passing} />,
            passing.theirId ?? '',
            passing.theirStatus ?? '',
          ])}
        />
      )}
    </>
  )
}

function Stuck({ passing, peerName, number }: Rows[number]) {
  const t = useT()
  const version = { version: String(passing.version) }
  return (
    <article class="card">
      <header class="row">
        <strong>
          <a href={`/desk/reports/${passing.reportId}/pass`}>{number}</a> → {peerName}
        </strong>
        <State passing={passing} />
      </header>
      <Theirs passing={passing} />
      {passing.state === 'uncertain' && (
        <>
          <p class="help">
            {t(
              `发出后没有听到回答。请在对方系统里找 ${number}：找到就填编号，没有再发一次。`,
              `It left and no answer was heard. Look for ${number} over there: enter its number, or send it again.`,
            )}
          </p>
          <Form action={`/desk/passings/${passing.id}/found`} scope={passing.id}>
            <FormVersion version={passing.version} />
            <TextField name="theirId" label={t('对方编号', 'Their number')} maxlength={200} />
            <Submit look="quiet">{t('对方已经收到', 'It is there')}</Submit>
          </Form>
        </>
      )}
      <div class="actions">
        <PostButton action={`/desk/passings/${passing.id}/again`} fields={version}>
          {t('再试一次', 'Try again')}
        </PostButton>
        <PostButton action={`/desk/passings/${passing.id}/drop`} look="quiet" fields={version}>
          {t('不转了', 'Leave it')}
        </PostButton>
      </div>
    </article>
  )
}
