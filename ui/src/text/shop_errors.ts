// What is wrong with what was written of a shop, in both languages: the wallet's own codes.

type Sentences = [message: string, advice: string];

export const shop_errors_en = {
  font_missing: [
    'No font of this device has all letters of the receipt.',
    'Install a font that has, such as Noto Sans CJK, or share the receipt as text.',
  ],
  not_an_invitation: [
    "This is not an invitation to a shop's staff.",
    'Ask the shop for its invitation.',
  ],
  catalogue_columns: [
    'The first line is not name,price,currency,barcode.',
    'Export the items to see the form.',
  ],
  catalogue_fields: ['There are not four fields.', 'Put a text with a comma between quotation marks.'],
  catalogue_quotes: [
    'A quotation mark is not closed, or something stands after it.',
    'Write a quotation mark inside a text twice.',
  ],
  catalogue_json: ['This is not JSON of the form that is exported.', 'Export the items to see the form.'],
  catalogue_empty: ['There is nothing in it.', 'Choose another file.'],
  catalogue_name: [
    'A name is one line of 1 to 40 characters and does not begin with = + - or @.',
    'Choose another name.',
  ],
  catalogue_price: [
    'This is not a price that can be paid.',
    'Use digits and a point, such as 12.50.',
  ],
  catalogue_currency: ['The price is in another currency than your account.', 'Change the currency.'],
  catalogue_barcode: [
    'A bar code has up to 48 letters, digits and signs.',
    'Scan it again, or leave it out.',
  ],
  catalogue_barcode_twice: ['Another item has this bar code.', 'Leave it out of one of them.'],
  catalogue_too_many: ['These are too many.', 'Leave some out.'],
  catalogue_item_gone: ['An item is not there any more.', 'Put the basket together again.'],
} satisfies Record<string, Sentences>;

export const shop_errors_zh: Record<keyof typeof shop_errors_en, Sentences> = {
  font_missing: [
    '本机的字体缺少收据上的字。',
    '请安装含有这些字的字体，例如思源黑体，或改为分享文字。',
  ],
  not_an_invitation: ['这不是店铺的邀请码。', '请向店铺索取邀请码。'],
  catalogue_columns: ['第一行不是 name,price,currency,barcode。', '可先导出商品查看格式。'],
  catalogue_fields: ['这一行不是四个字段。', '含逗号的文字请加引号。'],
  catalogue_quotes: ['引号没有闭合，或其后有多余内容。', '文字里的引号请写两次。'],
  catalogue_json: ['这不是导出格式的 JSON。', '可先导出商品查看格式。'],
  catalogue_empty: ['里面没有内容。', '请选择其他文件。'],
  catalogue_name: ['名称为一行，1 到 40 个字，不能以 = + - @ 开头。', '请换一个名称。'],
  catalogue_price: ['这不是可以支付的价格。', '请用数字和小数点，如 12.50。'],
  catalogue_currency: ['价格的货币与您的账户不同。', '请改用账户的货币。'],
  catalogue_barcode: ['条码最多 48 个字母、数字和符号。', '请重新扫描，或不填。'],
  catalogue_barcode_twice: ['已有商品使用这个条码。', '请在其中一个里去掉。'],
  catalogue_too_many: ['数量太多。', '请减少一些。'],
  catalogue_item_gone: ['有商品已不在。', '请重新选择。'],
};
