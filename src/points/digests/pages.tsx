import { Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { calendarDay } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Empty, LinkButton, More } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { Check } from './check.tsx'
import { type Digest, digestsBefore, rootsOf } from './queries.ts'
import { verifyStatement } from './rules.ts'
import { checkSeal } from './seal.ts'
import { readStatement } from './statement-file.ts'

const pageSize = 60
const day = calendarDay.optional().catch(undefined)

export const digestsPages = new Hono<Env>()
  .get('/digest', may.anyone(), async (c) => {
    const { db, t } = c.var
    const rows = await digestsBefore(db, day.parse(c.req.query('before')), pageSize)
    return page(c, { title: t('每日存证', 'Daily digest') }, <Days rows={rows} />)
  })
  .get('/digest.json', may.anyone(), async (c) => {
    const rows = await digestsBefore(c.var.db, day.parse(c.req.query('before')), pageSize)
    return c.json({ digests: rows, next: rows.length === pageSize ? (rows.at(-1)?.day ?? null) : null })
  })
  .get('/digest/check', may.anyone(), (c) => page(c, { title: c.var.t('核对对账单', 'Check a statement') }, <Check />))
  .post('/digest/check', may.anyone(), async (c) => {
    const { db, t } = c.var
    const { text = '', file } = await c.req.parseBody()
    const given = file instanceof File && file.size > 0 ? await file.text() : String(text)
    const statement = readStatement(given)
    const days = statement ? [...new Set(statement.lines.flatMap(({ proof }) => proof?.day ?? []))] : []
    if (!statement) c.status(422)
    const tried = statement && {
      statement,
      findings: verifyStatement(statement, await rootsOf(db, days)),
      seal: await checkSeal(db, statement),
    }
    const pasted = statement ? '' : String(text)
    return page(
      c,
      { title: t('核对对账单', 'Check a statement') },
      <Check tried={tried ?? 'unreadable'} text={pasted} />,
    )
  })

function Days({ rows }: { rows: readonly Digest[] }) {
  const t = useT()
  return (
    <>
      <h1>{t('每日存证', 'Daily digest')}</h1>
      <p class="lead">
        {t(
          '每天的全部积分记录算成一个指纹，公开在这里。谁都改不了过去的一笔而不改变它。',
          'All of a day’s points records make one fingerprint, published here. Nobody can change one of them without changing it.',
        )}
      </p>
      <p class="actions">
        <LinkButton href="/digest/check">{t('核对我的对账单', 'Check my statement')}</LinkButton>
      </p>
      {rows.length === 0 ? (
        <Empty title={t('第一天还没有结束', 'The first day is not over yet')}>
          <p>
            {t('每天零点过后十分钟公布前一天的指纹。', 'A day’s fingerprint is published ten minutes after midnight.')}
          </p>
        </Empty>
      ) : (
        <ol class="list digests">
          {rows.map((row) => (
            <li id={`d${row.day}`}>
              <span class="page-head">
                <strong>{row.day}</strong>
                <span class="muted">{t(`${row.transfers} 笔`, `${row.transfers} records`)}</span>
              </span>
              {row.transfers > 0 && <span class="code hash">{row.root}</span>}
            </li>
          ))}
        </ol>
      )}
      <More href={rows.length === pageSize ? `/digest?before=${rows.at(-1)?.day}` : undefined} />
      <HowTo />
    </>
  )
}

function HowTo() {
  const t = useT()
  return (
    <Card class="prose stack">
      <h2>{t('怎样自己核算', 'How to compute it yourself')}</h2>
      <ol class="stack">
        <li>
          {t(
            '每笔记录按固定顺序写成一行 JSON 数组（无空格，UTF-8）：',
            'Write each record as a JSON array on one line, in this order, without spaces, in UTF-8: ',
          )}
          <span class="code">
            [id, debitId, creditId, points, kind, causeKind, causeId, zh, en, details, ruleVersionId, actorHash,
            reverses, appealUntil, at]
          </span>
        </li>
        <li>{t('叶：SHA-256(0x00 + 该行)。', 'Leaf: SHA-256 of the byte 0x00 and the line.')}</li>
        <li>
          {t(
            '节点：SHA-256(0x01 + 左 + 右)，左边取小于总数的最大的 2 的幂（RFC 6962）。',
            'Node: SHA-256 of the byte 0x01, the left and the right hash; the left half is the largest power of two below the size (RFC 6962).',
          )}
        </li>
        <li>
          {t(
            '对账单里每笔都有位置 position、总数 size 和由下到上的路径 path，算到顶应等于当天公布的指纹。',
            'Each line of a statement has its position, the size and the path from the bottom up; it leads to the root published for its day.',
          )}
        </li>
        <li>
          {t(
            '封签：对账单去掉 seal，成员按名称排序、不留空格写成 JSON，用 /.well-known/jwks.json 里编号为 seal.keyId 的公钥验证 ES256 签名。',
            'Seal: the statement without its seal, written as JSON with the names in order and no spaces, checks as ES256 against the key seal.keyId of /.well-known/jwks.json.',
          )}
        </li>
        <li>
          {t(
            '链：chained = SHA-256(前一天的 chained + 换行 + 日期 + 换行 + 当天指纹)，第一天之前是 64 个 0。',
            'Chain: chained = SHA-256 of the chained value of the day before, a line break, the day, a line break and the root; before the first day 64 zeros.',
          )}
        </li>
      </ol>
      <p>
        <a href="/digest.json">{t('机器可读 (JSON)', 'For machines (JSON)')}</a>
      </p>
    </Card>
  )
}
