import type { Child } from 'hono/jsx'
import { Facts, LinkButton } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Campaign } from '../campaigns/queries.ts'
import { cityMinute } from '../rules.ts'
import { digestDayOf, drawDueAt } from './rules.ts'

/** The very lines; they are tested as they stand here. */
export const recipe = `import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
const d = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const sha = (text) => createHash('sha256').update(text).digest('hex')
const list = d.entries.map((e) => e.number + ' ' + e.seal + '\\n').join('')
const ok = sha(d.secret) === d.commitment && sha(list) === d.entriesHash
const seed = sha(d.secret + '\\n' + d.entriesHash + '\\n' + d.digest + '\\n')
const lots = d.entries.map((e) => [sha(seed + ' ' + e.number), e.number]).sort()
console.log(ok, lots.slice(0, d.winners).map((lot) => lot[1]).join(' '))
`

const Hash = ({ of, later }: { of: string | null; later: Child }) =>
  of ? <span class="code hash">{of}</span> : <span class="muted">{later}</span>

/** Why nobody could choose who wins, what was published when, and how to compute it oneself. */
export function Proof({ campaign, entryCount }: { campaign: Campaign; entryCount: number }) {
  const t = useT()
  const day = digestDayOf(campaign)
  const due = cityMinute(drawDueAt(campaign))
  return (
    <section class="card prose stack">
      <h2>{t('怎样保证公平', 'Why nobody can choose')}</h2>
      <p>
        {t(
          '种子由三样东西算出：报名前就公布了指纹的秘密、截止时公布的名单、截止那天全市积分记录的每日存证。最后一样要过了那天才存在，谁也挑不了结果。',
          'The seed comes from three things: a secret whose hash was published before entries opened, the list as it was closed, and the city’s daily digest of the closing day. The last does not exist before that day is over, so nobody can pick a result.',
        )}
      </p>
      <Facts
        rows={[
          [t('一、秘密的指纹', '1. Hash of the secret'), <Hash of={campaign.commitment} later="—" />],
          [
            t(`二、名单（${entryCount} 个号码）`, `2. The list (${entryCount} numbers)`),
            <Hash of={campaign.entriesHash} later={t('截止时公布', 'published at closing')} />,
          ],
          [
            t(`三、${day} 的每日存证`, `3. Daily digest of ${day}`),
            <Hash of={campaign.digest} later={t(`${due} 后公布`, `published after ${due}`)} />,
          ],
          [t('秘密', 'The secret'), <Hash of={campaign.secret} later={t('摇号后公布', 'published with the draw')} />],
          [t('种子', 'The seed'), <Hash of={campaign.seed} later={t('摇号时算出', 'computed at the draw')} />],
        ]}
      />
      <p class="actions">
        <LinkButton href={`/campaigns/${campaign.id}/draw.json`} look="quiet">
          {t('下载摇号文件（只有号码）', 'Download the draw (numbers only)')}
        </LinkButton>
        <LinkButton href={`/digest#d${day}`} look="quiet">
          {t('每日存证', 'Daily digest')}
        </LinkButton>
      </p>
      <details>
        <summary>{t('自己核算（几行程序）', 'Compute it yourself (a few lines)')}</summary>
        <p>
          {t(
            '存为 draw.mjs，运行：node draw.mjs 下载的文件。先核对秘密和名单，再列出抽中的号码。',
            'Save as draw.mjs and run: node draw.mjs FILE. It checks the secret and the list, then names the winning numbers.',
          )}
        </p>
        <pre class="code" tabindex={0}>
          {recipe}
        </pre>
      </details>
    </section>
  )
}
