import type { Words } from '../web/words.ts'

export const calendarWords = {
  calendar_not_yours: {
    zh: '工作日历由市级管理员维护。',
    en: 'The working calendar is kept by the city’s administrators.',
  },
  calendar_day_missing: { zh: '没有这一天。', en: 'There is no such day.' },
  calendar_name_needed: { zh: '请写明是什么节日或为哪个节日调休。', en: 'Say which holiday it is, or is worked for.' },
  calendar_year_unknown: { zh: '只能查看 2000 年到 2100 年。', en: 'Only the years from 2000 to 2100 can be shown.' },
  office_hours_wrong: {
    zh: '办公时间要前后相接、不能重叠，下班要晚于上班。',
    en: 'Office hours have to follow one another, each closing after its opening.',
  },
  calendar_columns_missing: {
    zh: '第一行缺少这些列：{missing}。需要 日期、类型、名称（或 day、kind、name）。',
    en: 'The first line lacks: {missing}. It needs day, kind, name.',
  },
  calendar_row_day: { zh: '日期不存在或格式不对', en: 'No day, or not in the right form' },
  calendar_row_kind: { zh: '类型只能是 放假、上班 或 普通', en: 'The kind is holiday, workday or ordinary' },
  calendar_row_name: { zh: '名称没有填，或超过 40 个字', en: 'The name is empty or too long' },
  calendar_row_twice: { zh: '日期在文件里重复', en: 'The day occurs twice' },
} satisfies Words
