// What each error code means and what to do, in English: the codes of the operator, with those of the wallet.

import { device_errors_en } from './devices.en';
import { envelope_errors_en } from './envelopes.en';
import { shop_errors_en } from './shop_errors';
import { wallet_errors_en } from './wallet_errors.en';

export const errors_en = {
  request_malformed: [
    'The request is not well formed.',
    'Update the app, or see the API description.',
  ],
  request_too_large: ['The request is too large.', 'Send less at once.'],
  request_timeout: ['The request took too long.', 'Try again.'],
  not_found: ['There is nothing here.', 'Check the address.'],
  method_not_allowed: ['This address does not do that.', 'See the API description.'],
  media_type_unsupported: ['The request is not JSON.', 'Send application/json.'],
  rate_limited: ['Too many requests.', 'Wait a moment, then try again.'],
  overloaded: ['The operator is busy.', 'Try again in a few seconds.'],
  store_unavailable: [
    'The operator cannot reach its books now.',
    'Nothing is lost. Try again in a few seconds.',
  ],
  internal: [
    "Something went wrong on the operator's side.",
    'Try again; the operator has been told.',
  ],
  signature_missing: ['The request is not signed.', 'Sign it with the device key.'],
  signature_invalid: ['The signature does not fit the request.', 'Enrol this device again.'],
  signature_expired: [
    "The signature's time is too far from the operator's clock.",
    "Set this device's clock, then try again.",
  ],
  signature_replayed: ['This signed request was seen before.', 'Sign it anew.'],
  device_unknown: ['This device is not enrolled here.', 'Enrol this device.'],
  device_revoked: ['This device was removed from its account.', 'Use another of your devices, or ask your operator.'],
  sound_code_invalid: [
    'This pairing code is unknown, used or over.',
    'Make a new one on the till.',
  ],
  sandbox_off: [
    'This operator is no sandbox: its clock is not moved.',
    'Ask an operator of your own, with sandbox = true.',
  ],
  sandbox_clock_back: [
    'The clock of a sandbox never goes back.',
    'Give a later moment; for an earlier one begin with an empty database.',
  ],
  sandbox_clock_too_far: [
    'The clock moves by 31 days at once, and is ten years ahead, at most.',
    'Move it in smaller steps.',
  ],
  sound_box_off: [
    'This sound box is not paired any more.',
    'Pair it again with a code from the till.',
  ],
  sound_box_unknown: ['The shop has no such sound box.', 'Look at the list again.'],
  sound_boxes_too_many: [
    'The shop has as many sound boxes as it may.',
    'Turn one off first.',
  ],
  till_key_invalid: ['The till key is not valid.', 'Ask the operator for a new till key.'],
  idempotency_conflict: ['This identifier was used for something else.', 'Use a new identifier.'],
  handle_malformed: [
    'This is neither an e-mail address nor a telephone number with its country code.',
    'Check it, for example lin@example.org or +8613800138000.',
  ],
  handle_kind_unsupported: [
    'This operator cannot send codes to handles of this kind.',
    'Use another kind of handle.',
  ],
  name_malformed: ['A name has 1 to 25 visible characters.', 'Choose another name.'],
  enrolment_unknown: ['There is no such enrolment.', 'Start again.'],
  enrolment_expired: ['The code has expired.', 'Ask for a new code.'],
  code_wrong: ['The code is not right.', 'Check the code and try again.'],
  code_tries_used: ['Too many wrong codes.', 'Ask for a new code.'],
  code_not_sent: ['The code could not be sent.', 'Check the handle, or try again later.'],
  pin_malformed: ['A payment PIN has six digits and is not an easy one.', 'Choose another PIN.'],
  pin_not_set: ['No payment PIN is set.', 'Set a payment PIN first.'],
  pin_missing: ['This needs the payment PIN.', 'Enter the PIN.'],
  pin_wrong: ['The PIN is not right.', 'Try again; after five wrong tries the PIN is locked.'],
  pin_locked: ['The PIN is locked after too many wrong tries.', 'Wait until the lock ends.'],
  amount_zero: ['The amount is zero.', 'Enter an amount.'],
  amount_too_large: ['The amount is above the limit for one payment.', 'Pay a smaller amount.'],
  currency_mismatch: [
    'The amount is in another currency than the account.',
    "Pay in the operator's currency.",
  ],
  note_malformed: ['A note is one line of at most 64 characters.', 'Shorten the note.'],
  payment_order_expired: ['The payment was not sent in time.', 'Pay again.'],
  bill_unknown: ['There is no bill of this day.', 'A day in which nothing moved has none; the others are there at 06:00 of the next day.'],
  head_unknown: ['There is no signed head of this size.', 'See the list of heads.'],
  payment_unknown: ['There is no such payment.', 'Check the history.'],
  payee_unknown: ['The operator does not know this payee.', 'Do not pay; ask for another code.'],
  payee_closed: ['This payee cannot be paid at the moment.', 'Ask the payee.'],
  label_closed: [
    'The shop has withdrawn this label.',
    'Do not pay with it; ask the shop for its new one.',
  ],
  merchant_limited: [
    'The operator has limited this shop: it takes no payments for now.',
    'Pay in another way; the reason is in the operator’s neutrality log.',
  ],
  merchant_closed: [
    'The operator has removed this shop.',
    'See the reason in the operator’s neutrality log, and appeal it.',
  ],
  neutrality_stale: [
    'Others write to the neutrality log at this moment.',
    'Try again in a moment.',
  ],
  neutrality_text_malformed: [
    'A sentence for the neutrality log is one line of 1 to 280 characters.',
    'Shorten it, or write it in one line.',
  ],
  neutrality_entry_unknown: [
    'There is no such entry about this shop that can be appealed.',
    'Look at the log again.',
  ],
  neutrality_appealed: ['This entry has been appealed.', 'Read the answer in the log.'],
  label_unprintable: [
    'The shop has no such label, or it does not fit on this paper.',
    'Choose larger paper.',
  ],
  payee_is_payer: ['This is your own code.', 'Show it to the person who pays you.'],
  payer_code_malformed: [
    'These are not the 18 digits of a payer code of this operator.',
    'Scan the code again.',
  ],
  payer_code_unknown: [
    'Nobody shows this payer code now, or not for this till.',
    'Scan a fresh code.',
  ],
  payer_code_used: ['This payer code was used, or a newer one was.', 'Scan a fresh code.'],
  payer_code_capped: [
    'The payer lets this code pay less than that.',
    'Ask the payer for a code with a higher cap.',
  ],
  payer_code_locked: [
    'This till scanned too many codes that nobody shows.',
    'Wait, and take payment by order code.',
  ],
  order_unknown: ['There is no such order.', 'Ask for a new code.'],
  order_expired: ['The order has expired.', 'Ask for a new code.'],
  order_closed: ['The order was closed.', 'Ask for a new code.'],
  order_paid: ['The order is already paid.', 'Nothing more to do.'],
  order_paid_by_other: [
    'Somebody else has paid this order.',
    'One person pays one order. Ask the shop for an order for each of you.',
  ],
  order_in_parts: [
    'An order is paid whole, by one person.',
    'Ask the shop for an order for each of you.',
  ],
  goods_malformed: [
    'The goods of the order are not as they have to be.',
    'Use at most 50 lines with names of up to 40 characters, and 200 pieces in all.',
  ],
  goods_sum_differs: [
    'The goods come to another amount than the order.',
    'Put the basket together again.',
  ],
  order_amount_differs: ['The order has another amount.', 'Scan the code again.'],
  order_time_invalid: ['An order can be open for one second to one day.', 'Choose another time.'],
  order_reversed: ['The order was taken back.', 'Ask for a new code.'],
  reversal_too_soon: [
    'An attempt can be reversed from 15 seconds after it on.',
    'Wait a moment, then try again.',
  ],
  reversal_too_late: ['An attempt can be reversed on its own day only.', 'Refund what was paid.'],
  order_refunded: ['Part of this was refunded already.', 'Refund the rest.'],
  payment_not_refundable: [
    'Only what a merchant was paid can be refunded.',
    'Send the money by its receive code.',
  ],
  payment_reversed: ['The payment was reversed: all of it went back.', 'Nothing more to do.'],
  refund_too_late: ['A payment can be refunded for 365 days.', 'Settle it in another way.'],
  refund_too_soon: [
    'Refunds of one payment are at least a minute apart.',
    'Wait a minute, then refund anew.',
  ],
  refunds_used: ['A payment can be refunded in at most 50 parts.', 'Settle it in another way.'],
  refund_too_much: ['More would go back than is left of the payment.', 'Refund a smaller amount.'],
  refund_too_small: ['Coupons paid all of so small a part.', 'Refund a larger part, or all of it.'],
  stock_unknown: ['There are no such coupons.', 'Look at what is offered now.'],
  stock_not_active: ['These coupons are not given out now.', 'Look at what is offered now.'],
  coupon_too_early: ['These coupons are not given out yet.', 'Come back when they are.'],
  coupon_too_late: [
    'The coupon would have lapsed before it is good.',
    'Look at what is offered now.',
  ],
  coupon_person_used: [
    'You have as many of these coupons as one person gets.',
    'Use those that you have.',
  ],
  cards_not_offered: ['This operator binds no cards.', 'Pay from your account.'],
  cards_full: ['You have bound ten cards.', 'Remove one first.'],
  card_refused: [
    'Your bank knows no such card, or another name is on it.',
    'Check the number and the name.',
  ],
  card_locked: [
    'Too many codes were sent or mistyped for this card.',
    'Wait a day, then bind it again.',
  ],
  card_binding_unknown: ['This card has to be entered again.', 'Enter the card again.'],
  card_binding_expired: ["Your bank's code has expired.", 'Enter the card again.'],
  card_unknown: ['You have not bound this card.', 'Look at your cards again.'],
  card_needed: ['These coupons are for who has bound a card.', 'Bind a card, then take it.'],
  card_top_up_too_small: ['A top-up by card is not that small.', 'Enter a larger amount.'],
  card_top_up_too_large: ['A top-up by card is not that large.', 'Enter a smaller amount.'],
  card_top_up_day_full: [
    'That is more than you can take from cards in 24 hours.',
    'Enter a smaller amount, or wait until tomorrow.',
  ],
  card_top_ups_too_many: [
    'You have asked for money from cards as often as you can in 24 hours.',
    'Wait until tomorrow.',
  ],
  card_top_up_unknown: ['There is no such top-up of yours.', 'Look at your history.'],
  key_scope_missing: [
    'This key may not do that.',
    'Use a key with the scope that the API description names.',
  ],
  key_malformed: [
    'A key has a name of one line of 1 to 64 characters and at least one scope.',
    'Name it after the program that shows it.',
  ],
  key_unknown: ['There is no such key.', "Check the key's identifier."],
  keys_full: ['The merchant has as many keys as it can have.', 'Revoke one that is not used.'],
  webhook_address_refused: [
    'This address is not told anything.',
    'Use https and a public address, without a name or a password in it.',
  ],
  webhook_unknown: ['There is no such webhook.', "Check the webhook's identifier."],
  webhooks_full: [
    'The merchant has as many webhooks as it can have.',
    'Close one that is not used.',
  ],
  webhook_stale: ['The webhook was changed in the meantime.', 'Read it again, then try again.'],
  event_unknown: ['There is no such event of this merchant.', "Check the event's webhook-id."],
  merchant_unknown: ['There is no such shop where you work.', 'Look at your shops again.'],
  merchant_pending: ['The operator has not approved this shop yet.', 'Wait until it has.'],
  merchants_too_many: ['You have opened as many shops as one person can.', 'Ask the operator.'],
  address_malformed: ['An address is one line of 1 to 100 characters.', 'Shorten the address.'],
  staff_role_insufficient: [
    'Your role in this shop does not allow this.',
    'Ask a manager or the owner.',
  ],
  staff_unknown: ['Nobody of this name works in this shop.', 'Look at the staff again.'],
  staff_already: ['You work in this shop already.', 'Have the owner change your role.'],
  staff_full: ['This shop has as many staff as a shop can have.', 'Remove somebody first.'],
  staff_last_owner: ['A shop cannot be without an owner.', 'Make somebody else an owner first.'],
  invitation_unknown: [
    'There is no such invitation, or its code is another one.',
    'Ask for the code again.',
  ],
  invitation_used: ['This invitation was used.', 'Ask for a new one.'],
  invitation_expired: ['This invitation is over: it was good for a day.', 'Ask for a new one.'],
  card_gift_taken: [
    'This card has had its coupon, whoever bound it.',
    'Bind a card that has had none.',
  ],
  issuer_unavailable: [
    'Your bank cannot be reached at the moment.',
    'Nothing has changed; try again in a moment.',
  ],
  coupons_gone: ['All of these coupons are given out.', 'Look at what else is offered.'],
  coupons_gone_today: ["All of today's coupons are given out.", 'Come back tomorrow.'],
  coupon_unknown: ['There is no such coupon of yours.', 'Look at your coupons again.'],
  coupon_used: ['The coupon was used.', 'Pay again; the price is worked out anew.'],
  coupon_lapsed: ["The coupon's time is over.", 'Pay again; the price is worked out anew.'],
  coupons_not_taken: [
    'Coupons are for shops, not for transfers between people.',
    'Pay without coupons.',
  ],
  coupon_price_differs: [
    'With these coupons the price is another one by now.',
    'Pay again; the price is worked out anew.',
  ],
  hold_unknown: ['There is no such hold.', 'Check its identifier.'],
  hold_posted: ['The money that was held has been paid.', 'Nothing more to do.'],
  hold_voided: ['The money that was held has been released.', 'Hold it anew.'],
  hold_expired: ['The hold has expired.', 'Hold it anew.'],
  hold_exceeded: ['More would be paid than is held.', 'Pay a smaller amount.'],
  hold_time_invalid: ['Money can be held for one second to 30 days.', 'Choose another time.'],
  insufficient_funds: [
    'There is not enough money in the account.',
    'Top up, or pay a smaller amount.',
  ],
  balance_too_large: ["The payee's account cannot hold that much.", 'Pay a smaller amount.'],
  ...device_errors_en,
  ...envelope_errors_en,
  ...shop_errors_en,
  ...wallet_errors_en,
} satisfies Record<string, [message: string, advice: string]>;

export type ErrorWord = keyof typeof errors_en;
