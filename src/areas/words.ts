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
  geojson_unreadable: {
    zh: '这不是 GeoJSON 的 FeatureCollection。请从地图软件里导出“GeoJSON”。',
    en: 'This is no GeoJSON FeatureCollection. Export it as “GeoJSON”.',
  },
  row_area_unknown: { zh: '代码和名称都对不上任何区域', en: 'Neither code nor name fits an area' },
  row_area_unclear: { zh: '有好几个区域叫这个名字，请写代码', en: 'Several areas are called so: give the code' },
  row_area_twice: { zh: '同一个区域出现了两次', en: 'This area occurs twice' },
  row_shape_missing: { zh: '没有图形，或图形是空的', en: 'It has no shape, or an empty one' },
  row_shape_not_polygon: { zh: '图形不是多边形', en: 'The shape is no polygon' },
  row_position_wrong: { zh: '有的坐标不是经纬度', en: 'Some positions are no degrees' },
  row_position_swapped: { zh: '经度和纬度写反了，应当先写经度', en: 'Latitude comes first: swap them' },
  row_ring_short: { zh: '一圈至少要有三个不同的点', en: 'A ring needs at least three corners' },
  row_corners_many: { zh: '点太多了，请先在地图软件里简化', en: 'It has too many corners: simplify it first' },
  row_ring_crosses: { zh: '边界自己和自己交叉了', en: 'The boundary crosses itself' },
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
