import { Chip, Empty, LinkButton, Submit, Table, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Person } from '../queries.ts'

type SearchRow = { person: Person; areaName: string; phone: string | null }

export function SearchPage({ q, rows }: { q: string; rows: SearchRow[] }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('居民与授权', 'People and roles')}</h1>
        <LinkButton href="/desk/cards/new">{t('给没有手机的居民办卡', 'Card for somebody without a phone')}</LinkButton>
      </header>
      <form method="get" action="/desk/people" class="filters">
        <TextField
          name="q"
          label={t('称呼，或写全的手机号、真实姓名', 'Display name, or whole phone or real name')}
          type="search"
          maxlength={60}
          value={q}
        />
        <Submit>{t('查找', 'Search')}</Submit>
      </form>
      {rows.length === 0 ? (
        <Empty title={t('没有找到', 'Nobody found')}>
          <p>
            {t(
              '只能查到您负责区域里的居民。手机号和真实姓名要写全。',
              'You find people within your areas only. Give phone and real name in full.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          head={[
            t('称呼', 'Name'),
            t('手机号', 'Phone'),
            t('住址', 'Home'),
            t('身份', 'Identity'),
            t('状态', 'Status'),
          ]}
          rows={rows.map(({ person, areaName, phone }) => [
            <a href={`/desk/people/${person.id}`}>{person.displayName}</a>,
            phone ?? t('无', 'none'),
            areaName,
            person.verifiedAt ? t('已核实', 'Verified') : <Chip tone="warn">{t('未核实', 'Not verified')}</Chip>,
            <StatusChip status={person.status} />,
          ])}
        />
      )}
    </>
  )
}

export function StatusChip({ status }: { status: Person['status'] }) {
  const t = useT()
  if (status === 'suspended') return <Chip tone="bad">{t('已停用', 'Suspended')}</Chip>
  if (status === 'deleted') return <Chip>{t('已注销', 'Deleted')}</Chip>
  return <Chip tone="good">{t('正常', 'Active')}</Chip>
}
