import { Chip, Empty, LinkButton, Table } from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import { urgencyLabels } from '../labels.ts'
import type { Category } from '../queries.ts'

type ListProps = { categories: readonly Category[]; mayChange: boolean }

export function CategoriesPage({ categories, mayChange }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('类别与关键词', 'Categories')}</h1>
        {mayChange && <LinkButton href="/desk/categories/new">{t('新类别', 'New category')}</LinkButton>}
      </header>
      <p class="lead">
        {t(
          '居民写完后，系统按关键词猜类别。报到、办结期限按工作小时算，6.5 小时是一个工作日。',
          'The category is guessed from the words a resident writes. Clocks run in office hours; 6.5 are a working day.',
        )}
      </p>
      <p class="muted">
        {t(
          '井盖、路灯这些街面上的设施，公开时给出准确位置；其余类别，以及小区里的一切，只公开到约 100 米、不带门牌。',
          'Things in the street, such as manholes and lamps, are shown exactly where they are; all else, and anything inside a compound, to about 100 m and without the house.',
        )}
      </p>
      {categories.length === 0 ? (
        <Empty title={t('还没有类别', 'There are no categories yet')} />
      ) : (
        <Table
          head={[
            t('类别', 'Category'),
            t('关键词', 'Keywords'),
            t('报到 / 办结（小时）', 'Report in / solve, hours'),
            t('公开的位置', 'Place shown'),
            t('附加问题', 'Questions'),
          ]}
          rows={categories.map((each) => [
            <>
              <a href={`/desk/categories/${each.id}`}>{each.name[lang]}</a>{' '}
              {each.endedAt && <Chip>{t('已停用', 'Ended')}</Chip>}
              {each.urgency === 'urgent' && <Chip tone="bad">{urgencyLabels.urgent[lang]}</Chip>}
              {each.isPrivate && <Chip tone="warn">{t('不公开', 'Private')}</Chip>}
              <br />
              <small class="muted">{each.groupName[lang]}</small>
            </>,
            <span class="keywords">{each.keywords.join('、')}</span>,
            `${each.reportInMinutes / 60} / ${each.resolveMinutes / 60}`,
            placeSaid(each, t),
            String(each.questions.length),
          ])}
        />
      )}
    </>
  )
}

const placeSaid = ({ isPrivate, isPlaceExact }: Category, t: Say) =>
  isPrivate ? t('不公开', 'not at all') : isPlaceExact ? t('准确', 'exactly') : t('约 100 米', 'to about 100 m')
