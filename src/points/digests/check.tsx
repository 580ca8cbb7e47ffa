import { Alert, Card, Chip, Facts, Form, Points, Submit, TextArea, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { accountOf } from '../ledger/rules.ts'
import { sideWords } from '../statements/rules.ts'
import type { Finding, Statement } from './rules.ts'
import type { SealVerdict } from './seal.ts'

type Checked = { statement: Statement; findings: Finding[]; seal: SealVerdict }

/** Anybody checks a statement file: first whether it holds, then what in it does and does not. */
export function Check({ tried, text }: { tried?: Checked | 'unreadable'; text?: string }) {
  const t = useT()
  return (
    <>
      <p class="back">
        <a class="back" href="/digest">
          {t('← 每日存证', '← Daily digest')}
        </a>
      </p>
      <h1>{t('核对对账单', 'Check a statement')}</h1>
      {tried === undefined && (
        <p class="lead">
          {t(
            '把从“我的积分”下载的对账单放进来，就知道有没有被改过，哪怕一个数字。',
            'Hand in a statement downloaded from “My points” to see whether anything was changed, be it one digit.',
          )}
        </p>
      )}
      {tried === 'unreadable' && (
        <Alert>
          {t(
            '这不是荣誉通的对账单文件，请从“我的积分”下载后再试。',
            'This is not a Rongyu statement. Download one from “My points” first.',
          )}
        </Alert>
      )}
      {tried && tried !== 'unreadable' && <Result {...tried} />}
      <Card>
        <Form action="/digest/check" upload>
          <div class="field">
            <label for="file">{t('对账单文件', 'Statement file')}</label>
            <input id="file" name="file" type="file" accept=".json,application/json" />
          </div>
          <TextArea
            name="text"
            label={t('或者把内容粘贴在这里', 'Or paste it here')}
            required={false}
            rows={6}
            value={text}
          />
          <Submit>{t('核对', 'Check')}</Submit>
        </Form>
      </Card>
    </>
  )
}

function Result({ statement, findings, seal }: Checked) {
  const t = useT()
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length
  const [proven, open, wrong] = [count('proven'), count('not_closed_yet'), count('wrong')]
  return (
    <section class="stack">
      {seal === 'right' && wrong === 0 ? (
        <Alert tone="good">
          <strong>{t('全部相符，没有改动。', 'All correct, nothing was changed.')}</strong>{' '}
          {t(
            `${proven} 笔已在公布的存证中${open ? `，${open} 笔要等当天结束` : ''}。`,
            `${proven} proven by published digests${open ? `, ${open} whose day is not over` : ''}.`,
          )}
        </Alert>
      ) : (
        <Alert>
          <strong>{t('不能相信这份对账单。', 'Do not trust this statement.')}</strong>{' '}
          {seal === 'changed' && t('内容和签发时不一样了。', 'It is not what it was when it was issued. ')}
          {seal === 'unknown_key' && t('签名不是本市的密钥。', 'It is not signed with a key of this city. ')}
          {wrong > 0 &&
            t(
              `${wrong} 处与公布的存证或余额不符。`,
              `${wrong} places differ from what was published or do not add up.`,
            )}
        </Alert>
      )}
      <About statement={statement} />
      <Lines statement={statement} findings={findings} />
    </section>
  )
}

function About({ statement }: { statement: Statement }) {
  const [t, lang] = [useT(), useLang()]
  const balances = Object.entries(statement.closing).flatMap(([id, points]) => {
    const { side } = accountOf(id)
    return side
      ? [[t(`月末${sideWords[side].zh}`, `In the end ${sideWords[side][lang]}`), <Points points={points} />] as const]
      : []
  })
  return (
    <Card>
      <Facts
        rows={[
          [t('月份', 'Month'), statement.month],
          [t('签发时间', 'Issued'), <Time at={new Date(statement.issuedAt)} withYear />],
          ...balances,
        ]}
      />
    </Card>
  )
}

const looks = { proven: 'good', not_closed_yet: 'plain', wrong: 'bad' } as const

function Lines({ statement, findings }: Omit<Checked, 'seal'>) {
  const [t, lang] = [useT(), useLang()]
  const words = {
    proven: t('已存证', 'proven'),
    not_closed_yet: t('当天未结', 'day not over'),
    wrong: t('不符', 'differs'),
  }
  return (
    <ul class="list">
      {findings.map(({ transferId, verdict }, at) => {
        const line = statement.lines[at]
        return (
          <li class="row">
            <Chip tone={looks[verdict]}>{words[verdict]}</Chip>{' '}
            {line ? (
              <span>
                {line.transfer[lang]} <span class="muted">{line.transfer.at.slice(0, 10)}</span>
              </span>
            ) : (
              <span class="code">{transferId}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
