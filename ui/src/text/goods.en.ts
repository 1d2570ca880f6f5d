// What orders are made of, in English.
export const goods_en = {
  title: 'What is bought',
  pieces: (count: number) => (count === 1 ? '1 item' : `${count} items`),
  unnamed: 'Other',
  tip: 'Tip',
  on_item: (item: string) => `on ${item}`,
};
