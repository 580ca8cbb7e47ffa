import type { Words } from '../web/words.ts'

export const areasWords = {
  area_missing: { zh: '没有找到这个区域。', en: 'This area does not exist.' },
  area_not_yours: { zh: '这个区域不归您管理。', en: 'This area is not yours to look after.' },
  organization_missing: { zh: '没有找到这个单位。', en: 'This organization does not exist.' },
  organization_known: { zh: '这个区域里已经登记了“{name}”。', en: '“{name}” is entered in this area already.' },
  area_code_taken: { zh: '代码 {id} 已经用了。', en: 'The code {id} is taken.' },
  area_below_wrong: {
    zh: '小区和网格只能建在社区或村下面，网格也可以建在小区下面。',
    en: 'Compounds and grids belong below a community or village; a grid may also lie in a compound.',
  },
  division_columns_missing: {
    zh: '第一行缺少这些列：{missing}。需要 level、code、name、parent（或 级别、代码、名称、上级）。',
    en: 'The first line lacks: {missing}. It needs level, code, name, parent.',
  },
  row_level_unknown: { zh: '级别不认识', en: 'Unknown level' },
  row_code_wrong: { zh: '代码的位数或格式不对', en: 'The code has the wrong length or form' },
  row_code_rounded: {
    zh: '代码被表格软件改成了科学计数，请把这一列设成“文本”',
    en: 'A spreadsheet has rounded the code: make the column text',
  },
  row_name_wrong: { zh: '名称没有填，或超过 60 个字', en: 'The name is empty or too long' },
  row_twice: { zh: '代码在文件里重复', en: 'The code occurs twice' },
  row_parent_unknown: { zh: '上级不存在', en: 'The parent does not exist' },
  row_parent_wrong: { zh: '上级和代码对不上', en: 'The parent does not fit the code' },
} satisfies Words
