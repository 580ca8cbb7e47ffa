import type { Words } from '../web/words.ts'

export const photosWords = {
  photo_missing: { zh: '没有找到这张照片。', en: 'This photo does not exist.' },
  photo_unreadable: {
    zh: '这张照片打不开，可能没有传完整。请重新拍一张或再传一次。',
    en: 'This photo cannot be read; it may not have arrived whole. Take it again or send it again.',
  },
  photo_kind: {
    zh: '这不是照片。请发 JPG、PNG、HEIC、WebP 或 AVIF 格式的图片。',
    en: 'This is not a photo. Send a JPG, PNG, HEIC, WebP or AVIF picture.',
  },
  photo_heic: {
    zh: '这张 HEIC 照片打不开。苹果手机请到“设置 → 相机 → 格式”选“兼容性最佳”后重拍，或把照片截图后再发。',
    en: 'This HEIC photo cannot be opened. On an iPhone choose Settings → Camera → Formats → Most Compatible and take it again, or send a screenshot of it.',
  },
  photo_too_large: {
    zh: '照片太大了：最大 {megabytes} MB、{megapixels} 百万像素。请在手机上选小一点的尺寸。',
    en: 'The photo is too large: at most {megabytes} MB and {megapixels} megapixels. Choose a smaller size on the phone.',
  },
  photos_too_many: { zh: '一次最多发 {max} 张照片。', en: 'At most {max} photos at a time.' },
  photo_busy: { zh: '正在处理的照片太多，请稍后再试。', en: 'Too many photos are being read. Try again in a moment.' },
  redaction_no_box: { zh: '请先框出要遮挡的地方。', en: 'Draw a box over what is to be covered first.' },
  redaction_many_boxes: { zh: '一张照片最多遮挡 {max} 处。', en: 'At most {max} boxes on one photo.' },
  redaction_box: {
    zh: '第 {number} 个框不在照片上：左、上从 0 到 100，宽、高大于 0。',
    en: 'Box {number} is not on the picture: left and top from 0 to 100, width and height above 0.',
  },
  redaction_uncovers: {
    zh: '已经遮挡的地方不能露出来；确实要恢复，请管理员处理。',
    en: 'What is covered has to stay covered. Ask an administrator if it should be shown again.',
  },
  original_gone: {
    zh: '原图已经过了保存期，删掉了。',
    en: 'The original is past its keeping time and has been removed.',
  },
} satisfies Words
