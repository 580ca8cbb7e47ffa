import { Checkbox, Form, FormId, Radios, Submit, Table, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { CaseProps } from './desk-case.tsx'

/** What everybody it is about has said, and the form for what somebody said on paper. */
export function Answers({ nomination, subjects, ...props }: CaseProps) {
  const t = useT()
  const words = { waiting: t('等待答复', 'Waiting'), agreed: t('同意', 'Agreed'), declined: t('谢绝', 'Declined') }
  const { involved, parts, actorId } = props
  const isApart = ![involved.nominatedBy, ...involved.nomineeIds, ...involved.tiedIds].includes(actorId)
  const mayRecord = isApart && (parts.has('clerk') || parts.has('admin')) && nomination.state === 'nominated'
  const waiting = mayRecord ? subjects.filter(({ answer }) => answer === 'waiting') : []
  return (
    <>
      <Table
        head={[t('姓名', 'Name'), t('本人意愿', 'Answer'), t('公开姓名', 'Name shown')]}
        rows={subjects.map(({ displayName, answer, showName, paper }) => [
          displayName,
          paper ? t(`${words[answer]}（书面：${paper}）`, `${words[answer]} (on paper: ${paper})`) : words[answer],
          showName ? t('是', 'yes') : t('否', 'no'),
        ])}
      />
      {waiting.map((subject) => (
        <PaperAnswer {...props} nomination={nomination} subject={subject} />
      ))}
    </>
  )
}

type PaperProps = Pick<CaseProps, 'nomination' | 'newId' | 'tried'> & { subject: CaseProps['subjects'][number] }

/** For somebody who cannot sign in. */
function PaperAnswer({ nomination, subject: { personId, displayName }, newId, tried: sent }: PaperProps) {
  const t = useT()
  const tried = sent?.values.personId === personId ? sent : undefined
  return (
    <details open={tried !== undefined}>
      <summary>{t(`代录${displayName}的书面答复`, `Write down what ${displayName} said on paper`)}</summary>
      <Form action={`/desk/honors/${nomination.id}/answers`} scope={personId} tried={tried} class="stack">
        <FormId id={newId()} tried={tried} />
        <input type="hidden" name="personId" value={personId} />
        <Radios
          name="answer"
          label={t('本人意愿', 'Their answer')}
          tried={tried}
          choices={[
            { value: 'agreed', label: t('同意', 'Agreed') },
            { value: 'declined', label: t('谢绝', 'Declined') },
          ]}
        />
        <Checkbox name="showName" label={t('同意公开姓名', 'Their name may be shown')} tried={tried} />
        <TextField name="paper" label={t('书面材料放在哪里', 'Where the paper lies')} maxlength={100} tried={tried} />
        <Submit look="quiet">{t('记下', 'Write down')}</Submit>
      </Form>
    </details>
  )
}
