// What is wrong with what was written of a shop, and of its shifts, in both languages.

type Sentences = [message: string, advice: string];

export const shop_errors_en = {
  shift_open: ['You have a shift open in this shop.', 'Close it before you open the next one.'],
  shifts_full: [
    'This shop has as many shifts open as a shop can have.',
    'Close those that are over.',
  ],
  shift_unknown: [
    "There is no such shift, or it is somebody else's.",
    "Look at the shop's shifts again.",
  ],
  printer_address_malformed: [
    'This is no address of a printer.',
    'Write it as 192.168.1.50, with its port where that is not 9100.',
  ],
  printer_not_local: [
    'This address is not in the local network.',
    'Receipts are sent to printers nearby only: check the address.',
  ],
  printer_unreachable: [
    'No printer answers at this address.',
    'Check that it is on and in the same network as this device.',
  ],
  printer_interrupted: [
    'The printer stopped taking what it was sent.',
    'A part may be printed. Check its paper and cover, then print again.',
  ],
  font_missing: [
    'No font of this device has all letters of the receipt.',
    'Install a font that has, such as Noto Sans CJK, or share the receipt as text.',
  ],
  not_an_invitation: [
    "This is not an invitation to a shop's staff.",
    'Ask the shop for its invitation.',
  ],
  catalogue_columns: [
    'The first line is not name,price,currency,barcode,tags.',
    'Export the items to see the form.',
  ],
  catalogue_fields: [
    'There are not as many fields as in the first line.',
    'Put a text with a comma between quotation marks.',
  ],
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
  catalogue_tags: [
    'A tag has up to 32 letters a–z, digits, - and _, and an item has up to 8 of them.',
    'Write other tags, or leave them out.',
  ],
  catalogue_too_many: ['These are too many.', 'Leave some out.'],
  catalogue_item_gone: ['An item is not there any more.', 'Put the basket together again.'],
} satisfies Record<string, Sentences>;

export const shop_errors_zh: Record<keyof typeof shop_errors_en, Sentences> = {
  shift_open: ['您在这家店铺已开班。', '请先交班，再重新开班。'],
  shifts_full: ['这家店铺进行中的班次已达上限。', '请先结束已完成的班次。'],
  shift_unknown: ['没有这个班次，或它属于别人。', '请重新查看店铺的班次。'],
  printer_address_malformed: ['这不是打印机地址。', '请写成 192.168.1.50；端口不是 9100 时请写上。'],
  printer_not_local: ['这个地址不在局域网内。', '收据只发给附近的打印机，请检查地址。'],
  printer_unreachable: ['该地址没有打印机应答。', '请检查打印机已开机，并与本机在同一网络。'],
  printer_interrupted: ['打印机中途停止接收。', '可能已打印一部分。请检查纸张和盖子后重新打印。'],
  font_missing: [
    '本机的字体缺少收据上的字。',
    '请安装含有这些字的字体，例如思源黑体，或改为分享文字。',
  ],
  not_an_invitation: ['这不是店铺的邀请码。', '请向店铺索取邀请码。'],
  catalogue_columns: ['第一行不是 name,price,currency,barcode,tags。', '可先导出商品查看格式。'],
  catalogue_fields: ['这一行的字段数与第一行不同。', '含逗号的文字请加引号。'],
  catalogue_quotes: ['引号没有闭合，或其后有多余内容。', '文字里的引号请写两次。'],
  catalogue_json: ['这不是导出格式的 JSON。', '可先导出商品查看格式。'],
  catalogue_empty: ['里面没有内容。', '请选择其他文件。'],
  catalogue_name: ['名称为一行，1 到 40 个字，不能以 = + - @ 开头。', '请换一个名称。'],
  catalogue_price: ['这不是可以支付的价格。', '请用数字和小数点，如 12.50。'],
  catalogue_currency: ['价格的货币与您的账户不同。', '请改用账户的货币。'],
  catalogue_barcode: ['条码最多 48 个字母、数字和符号。', '请重新扫描，或不填。'],
  catalogue_barcode_twice: ['已有商品使用这个条码。', '请在其中一个里去掉。'],
  catalogue_tags: ['标签最多 32 个字母 a–z、数字、- 或 _，每种商品最多 8 个。', '请修改标签，或不填。'],
  catalogue_too_many: ['数量太多。', '请减少一些。'],
  catalogue_item_gone: ['有商品已不在。', '请重新选择。'],
};
