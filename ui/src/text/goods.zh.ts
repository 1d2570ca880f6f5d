// What orders are made of, in Chinese.
import type { goods_en } from './goods.en';

export const goods_zh: typeof goods_en = {
  title: '所购商品',
  pieces: (count) => `共 ${count} 件`,
  unnamed: '其他',
  tip: '小费',
  on_item: (item) => `用于 ${item}`,
};
