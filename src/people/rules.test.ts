import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { localPath } from '../web/local-path.ts'
import { maskName, maskPhone, readName, readPhone } from './rules.ts'

const refused = (work: () => unknown) => {
  try {
    return work()
  } catch (refusal) {
    return (refusal as { code: string }).code
  }
}

it.each([
  ['13800001234', '13800001234'],
  ['１３８ ００００ １２３４', '13800001234'],
  ['+86 138-0000-1234', '13800001234'],
  ['0086 13800001234', '13800001234'],
  ['(138)00001234', '13800001234'],
  ['١٣٨٠٠٠٠١٢٣٤', '13800001234'],
  ['1380000123', 'phone_invalid'],
  ['138000012345', 'phone_invalid'],
  ['12000009766', 'phone_invalid'],
  ['138****1234', 'phone_invalid'],
  ['0873-3720000', 'phone_invalid'],
  ['+84 912 345 678', 'phone_invalid'],
  ['', 'phone_invalid'],
])('reads the phone %s as %s', (typed, read) => {
  expect(refused(() => readPhone(typed))).toBe(read)
})

it.each([
  ['买买提．艾合麦提', '买买提·艾合麦提'],
  ['扎西 • 次仁', '扎西·次仁'],
  ['吉克.阿依', '吉克·阿依'],
  ['扎西次仁', '扎西次仁'],
  ['王　伟', '王伟'],
  ['陳偉', '陳偉'],
  ['𬺓𠔻𡈽', '𬺓𠔻𡈽'],
  ['Nguyễn Văn An', 'Nguyễn Văn An'],
  ['Jean-Pierre O’Connor', 'Jean-Pierre O’Connor'],
  ['王伟·', 'name_invalid'],
  ['王😀', 'name_invalid'],
  ['王\u200b伟', 'name_invalid'],
  ['null', 'name_invalid'],
  ['12345', 'name_invalid'],
  ['<b>王</b>', 'name_invalid'],
  ['', 'name_invalid'],
])('reads the name %s as %s', (typed, read) => {
  expect(refused(() => readName(typed))).toBe(read)
})

it('shows enough to recognise and not to know', () => {
  expect(maskPhone('13800005678')).toBe('138****5678')
  expect(maskName('欧阳小红')).toBe('欧**')
})

it.each([
  ['/tasks?near=1#top', '/tasks?near=1#top'],
  ['//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['\n/tasks', '/'],
  ['tasks', '/'],
  [undefined, '/'],
])('goes on from %j to %s', (next, path) => {
  expect(localPath(next)).toBe(path)
})

const data = '../shared/data/strings'
const hasData = existsSync(data)
const rowsOf = (file: string) =>
  readFileSync(`${data}/${file}`, 'utf8')
    .split('\n')
    .slice(1)
    .filter((row) => row && !row.startsWith('"'))
    .map((row) => row.split(','))

it.runIf(hasData)(
  `reads every collected phone as it says${hasData ? '' : ' (skipped: ../shared/data is absent)'}`,
  () => {
    const rows = rowsOf('cn_mobile_numbers.csv').filter(([, accept]) => /^(yes|yes-normalise|no)$/.test(accept ?? ''))
    const read = rows.map(([input = '']) => refused(() => readPhone(input)))
    expect(read).toEqual(rows.map(([, accept, normalised]) => (accept === 'no' ? 'phone_invalid' : normalised)))
  },
)

it.runIf(hasData)(`accepts every real name collected${hasData ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  const rows = rowsOf('person_names.csv')
  const isRefused = (name: string) => refused(() => readName(name)) === 'name_invalid'
  expect(rows.filter(([name = '', , accept]) => accept?.startsWith('yes') && isRefused(name))).toEqual([])
  expect(rows.filter(([name = '', , accept]) => accept === 'no' && !isRefused(name))).toEqual([])
})

it.runIf(hasData)(`follows no collected open redirect${hasData ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  const requests = readFileSync(`${data}/http_requests.jsonl`, 'utf8').trim().split('\n')
  const nexts = requests
    .map((row) => JSON.parse(row) as { path: string; why: string })
    .filter(({ why }) => why.startsWith('open redirect'))
    .map(({ path }) => new URL(path, 'http://x').searchParams.get('next'))
  expect(nexts.length).toBeGreaterThan(0)
  expect(nexts.map((next) => localPath(next))).toEqual(nexts.map(() => '/'))
})
