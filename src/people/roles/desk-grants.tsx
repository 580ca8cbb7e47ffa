import { lastDayOf } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Chip, Form, FormId, PostButton, Select, Submit, Table, TextField, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Record_ } from './desk-person.tsx'
import type { GrantRow } from './queries.ts'
import { deskRoles, roleNames } from './rules.ts'

export type Granted = {
  grant: GrantRow
  areaName: string | null
  storeName: string | null
  organizationName: string | null
  byName: string | null
}

export function Roles({ person, grants, places, now, tried }: Record_) {
  const [t, lang] = [useT(), useLang()]
  const state = ({ startsAt, endsAt }: GrantRow) =>
    endsAt && endsAt <= now ? (
      <Chip>{t('已结束', 'Ended')}</Chip>
    ) : startsAt > now ? (
      <Chip tone="warn">{t('未开始', 'Not yet')}</Chip>
    ) : (
      <Chip tone="good">{t('有效', 'In force')}</Chip>
    )
  const mayEnd = ({ endsAt }: GrantRow) => places.length > 0 && (!endsAt || endsAt > now)
  return (
    <>
      <h2>{t('授权', 'Roles')}</h2>
      {grants.length === 0 && <p class="muted">{t('没有任何授权。', 'No roles.')}</p>}
      {grants.length > 0 && (
        <Table
          head={[
            t('角色', 'Role'),
            t('范围', 'For'),
            t('从', 'From'),
            t('到', 'To'),
            t('授权人', 'Granted by'),
            t('状态', 'State'),
            '',
          ]}
          rows={grants.map(({ grant, areaName, storeName, organizationName, byName }) => [
            roleNames[grant.role][lang],
            areaName ?? storeName ?? organizationName ?? '',
            <Time at={grant.startsAt} withYear />,
            grant.endsAt ? lastDayOf(grant.endsAt) : t('长期', 'open'),
            byName ?? t('系统', 'system'),
            state(grant),
            mayEnd(grant) && (
              <PostButton action={`/desk/people/${person.id}/grants/${grant.id}/end`} look="danger">
                {t('结束', 'End')}
              </PostButton>
            ),
          ])}
        />
      )}
      {places.length > 0 && person.status === 'active' && (
        <GrantForm id={person.id} places={places} tried={tried.grant} />
      )}
    </>
  )
}

function GrantForm({
  id,
  places,
  tried,
}: {
  id: string
  places: { value: string; label: string }[]
  tried: Tried | undefined
}) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('新增授权', 'Grant a role')}</summary>
      <Form action={`/desk/people/${id}/grants`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <Select
          name="role"
          label={t('角色', 'Role')}
          choices={deskRoles.map((role) => ({ value: role, label: roleNames[role][lang] }))}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <Select
          name="place"
          label={t('在哪里有效', 'Where')}
          choices={places}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <TextField
          name="startsOn"
          label={t('从哪天起', 'From')}
          help={t('不填就是现在。', 'Now, if left empty.')}
          type="date"
          required={false}
          tried={tried}
        />
        <TextField
          name="endsOn"
          label={t('到哪天止', 'Last day')}
          help={t('当天有效。不填就是长期。', 'That day still counts. Open, if left empty.')}
          type="date"
          required={false}
          tried={tried}
        />
        <TextField name="basis" label={t('依据', 'Reason')} required={false} maxlength={200} tried={tried} />
        <Submit>{t('授权', 'Grant')}</Submit>
      </Form>
    </details>
  )
}
