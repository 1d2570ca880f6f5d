// Generated from crates/bridge; `make bindings` writes it. Do not edit.
//
// How a host is called:
// - App window: `invoke('bridge', { name, request })`; raw commands `invoke(name, bytes, { headers: { 'x-width',
//   'x-height' } })`, or, where the web view has no raw bodies (Android), `invoke(name, { data: BASE64, width, height })`
//   (no width and height for decode_picture). Events: `invoke('events', { channel: new Channel<UiEvent>() })`.
//   A refusal rejects with a UiError.
// - Browser: `POST /__bridge/NAME` with the header x-tongbao-token (from #token= of the address); JSON, or
//   application/octet-stream with x-width and x-height. Events: `GET /__bridge/events` with the same header, a
//   text/event-stream whose `data:` lines are UiEvents. A refusal has a status of 400 or above and a UiError as body.

// ---- views, errors and events
/** Who sets the amount of a code that this wallet cannot pay. */
export type AmountSetBy = "code" | "payer" | "unknown";
/** An amount ready to show: `symbol` and then `digits`, such as "¥" and "12.50". */
export type AmountView = { digits: string, currency: string, symbol: string, };
/** An appeal. */
export type AppealView = { text: string, evidence: string | null, at_ms: number, answer_by_ms: number, is_overdue: boolean, answer: SaidView | null, };
/** What a payment wins on average on a day without an event, with the decimals that this needs. */
export type AverageView = { paid: AmountView, won: AmountView, };
/** What an hour, a day or a month took. */
export type BarView = { name: string, count: number, price: AmountView, share: number, };
/** So many of a thing. */
export type BasketLineView = { item: string, name: string, pieces: number, sum: AmountView, };
/** What was put together to be paid. */
export type BasketView = { lines: Array<BasketLineView>, typed: AmountView | null, tip: AmountView | null, total: AmountView, };
/** A day's bill, as the operator signed it. */
export type BillView = { date: string, opening: NetView, closing: NetView, payments: SumsView, refunds: SumsView, reversals: SumsView, net: NetView, other_in: AmountView | null, other_out: AmountView | null, withdrawn: AmountView | null, at_ms: number, };
/** Bills, newest first. */
export type BillsView = { bills: Array<BillView>, next_before: string | null, };
/** Where a campaign stands. */
export type CampaignState = "active" | "paused" | "ended";
/** A campaign: what it promises, and how the reader stands in it. Days are written as 2026-11-28. */
export type CampaignView = { campaign: string, title: string, state: CampaignState, from_day: string, until_day: string, least: AmountView, cap: AmountView, prizes: Array<PrizeView>, average: Array<AverageView>, events: Array<EventView>, only_at: Array<string> | null, not_at: Array<string>, today: DrawToday, held_out: string | null, won_by_me: AmountView, commitment: string, };
/** The campaigns that the operator has published. */
export type CampaignsView = { campaigns: Array<CampaignView>, as_of_ms: number, };
/** A code that the issuer of a card has sent. */
export type CardCodeView = { binding: string, sent_to: string, code_digits: number, expires_at_ms: number, };
/** Why a card does not pay. */
export type CardRefusal = "funds_short" | "limit_reached" | "card_blocked" | "card_gone";
/** Where a top-up stands. */
export type CardTopUpState = "waiting" | "paid" | "refused";
/** A top-up by card. */
export type CardTopUpView = { top_up: string, brand: string, last_four: string, amount: AmountView, state: CardTopUpState, reason: CardRefusal | null, payment: string | null, asked_at_ms: number, };
/** How far the person can go with top-ups by card, and those of the last 24 hours. */
export type CardTopUpsView = { min: AmountView, max: AmountView, left: AmountView, can_ask: boolean, top_ups: Array<CardTopUpView>, };
/** A bound card. */
export type CardView = { card: string, brand: string, last_four: string, bound_at_ms: number, };
/** The person's bound cards. */
export type CardsView = { cards: Array<CardView>, can_bind: boolean, };
/** What a shop sells. */
export type CatalogueView = { items: Array<ItemView>, };
/** Where an attempt to be paid stands. */
export type ChargeStanding = { "state": "unknown" } | { "state": "open", code: string, svg: string, ends_at_ms: number, } | { "state": "pin_needed", rule: string, ends_at_ms: number, } | { "state": "paid", payment: string, at_ms: number, } | { "state": "closed" } | { "state": "reversed", returned: AmountView | null, } | { "state": "refused", error: UiError, };
/** An attempt to be paid. */
export type ChargeView = { charge: string, merchant: string, amount: AmountView, note: string | null, goods: Array<GoodsLineView>, by_payer_code: boolean, started_at_ms: number, reversible_at_ms: number, standing: ChargeStanding, };
/** Who took a share of an envelope, and how much it was. */
export type ClaimView = { name: string, amount: AmountView, at_ms: number, is_me: boolean, is_luckiest: boolean, };
/** Whose code it is. */
export type CodeRole = "payee" | "payer" | "other";
/** What the payer confirms. */
export type ConfirmView = { payment: string, offer: OfferView, amount: AmountView, discount: DiscountView | null, note: string | null, balance: AmountView | null, pin_needed: boolean, expires_at_ms: number, };
/** Where a coupon stands after a refund. */
export type CouponBecomes = "used" | "returned" | "over";
/** Where a coupon stands. */
export type CouponStanding = "usable" | "early" | "paused" | "used" | "over";
/** One coupon. */
export type CouponView = { coupon: string, stock: StockView, from_ms: number, until_ms: number, standing: CouponStanding, payment: string | null, };
/** The person's coupons. */
export type CouponsView = { coupons: Array<CouponView>, as_of_ms: number, online: boolean, };
/** Who came. */
export type CustomersView = { count: number, returning: number, };
/** A device that the person has or had. */
export type DeviceView = { device: string, enrolled_at_ms: number, is_current: boolean, is_revoked: boolean, revoked_at_ms: number | null, };
/** The devices that the person has or had. */
export type DevicesView = { devices: Array<DeviceView>, };
/** The reader's side of a payment. */
export type Direction = "in" | "out";
/** A payment's price with coupons. */
export type DiscountView = { total: AmountView, saving: AmountView, used: Array<UsedCouponView>, unused: Array<UnusedCouponView>, };
/** A draw as the wallet repeated it, with what is needed to repeat it elsewhere. */
export type DrawCheckView = { draw: DrawView, ticket: number, tickets: number, prize: PrizeView | null, evidence: string, evidence_is_mine: boolean | null, commitment: string, commitment_was_kept: boolean, seed: string | null, verdict: DrawVerdict, wrong: string | null, receipt: string, };
/** How a payment's draw ended. */
export type DrawEnd = "won" | "lost" | "not_drawn";
/** Whether the reader has had the day's draw. */
export type DrawToday = "open" | "drawn" | "held_out";
/** What repeating a draw came to; `waiting` until the day's seed is shown. */
export type DrawVerdict = "holds" | "waiting" | "wrong";
/** A payment's draw. `reason` says why there was none. */
export type DrawView = { campaign: string, title: string, day: string, end: DrawEnd, reason: string | null, won: AmountView | null, event: EventKind | null, is_seed_shown: boolean, };
/** Whether what is typed fits into an envelope, and what it may be. */
export type EnvelopeCheckView = { total: AmountView | null, fit: EnvelopeFit, total_least: AmountView, total_most: AmountView, share_least: AmountView | null, share_most: AmountView | null, share_cap: AmountView, shares_max: number, };
/** What the sender of an envelope confirms. */
export type EnvelopeConfirmView = { envelope: string, total: AmountView, shares: number, split: EnvelopeSplit, payee: string | null, greeting: string | null, balance: AmountView | null, pin_needed: boolean, share_least: AmountView, share_most: AmountView, returns_after_h: number, };
/** Whether an amount is enough, and not too much, for so many shares. */
export type EnvelopeFit = "none" | "too_little" | "fits" | "too_much";
/** What the operator committed to when an envelope was sent, and whether it kept to it. */
export type EnvelopeProofView = { commitment: string, seed: string | null, holds: boolean, is_whole: boolean, };
/** How an envelope is divided. */
export type EnvelopeSplit = "equal" | "lucky";
/** How far an envelope is. */
export type EnvelopeState = "open" | "finished" | "returned";
/** One envelope, as its sender or somebody with a share of it sees it. */
export type EnvelopeView = { envelope: string, code: string, svg: string | null, greeting: string | null, sender: string, payee: string | null, is_mine: boolean, total: AmountView, shares: number, claimed: number, claimed_amount: AmountView, split: EnvelopeSplit, state: EnvelopeState, sent_at_ms: number, returns_at_ms: number, mine: AmountView | null, claims: Array<ClaimView>, returned: AmountView | null, proof: EnvelopeProofView | null, };
/** The envelopes that the person sent, and those of which they have a share. */
export type EnvelopesView = { envelopes: Array<EnvelopeView>, as_of_ms: number, };
/** What is won on a day with an event: twice the prize, or the whole order. */
export type EventKind = "double" | "waive";
/** Days on which more is won, the last one included. */
export type EventView = { from_day: string, until_day: string, kind: EventKind, cap: AmountView | null, };
/** A catalogue in the two forms in which it is exchanged. */
export type ExportView = { csv: string, json: string, };
/** What is wrong with a file, and where. */
export type FaultView = { line: number, rule: string, };
/** A named value of a code that this wallet cannot pay. */
export type FieldView = { name: string, value: string, };
/** Figures of a shop. */
export type FiguresView = { from: string, until: string, as_of_ms: number, is_empty: boolean, payments: SumsView, refunds: SumsView, reversals: SumsView, net: NetView, hours: Array<BarView>, busiest: string | null, days: Array<BarView>, customers: CustomersView | null, };
/** A file to be saved or shared. */
export type FileView = { name: string, media_type: string, content: string, };
/** A code that was found. */
export type FoundView = { format: string, text: string, points: Array<[number, number]>, };
/** So many of a thing. */
export type GoodsLineView = { name: string | null, is_tip: boolean, pieces: number, price: AmountView, sum: AmountView, };
/** A page of payments, newest first. */
export type HistoryView = { payments: Array<PaymentView>, next_before: number | null, as_of_ms: number | null, online: boolean, };
/** Money of the account that is held: still there, and not to spend. */
export type HoldView = { hold: string, amount: AmountView, note: string | null, ends_at_ms: number, };
/** The balance and what happened last. */
export type HomeView = { name: string, balance: AmountView | null, available: AmountView | null, holds: Array<HoldView>, as_of_ms: number | null, online: boolean, recent: Array<PaymentView>, unfinished: Array<UnfinishedView>, quick_pay: QuickPayView | null, merchants: Array<MerchantView>, };
/** What became of a file: the catalogue as it is now, or everything that is wrong with the file. */
export type ImportView = { items: Array<ItemView> | null, faults: Array<FaultView>, };
/** An invitation: whoever has its code can join, once. */
export type InvitationView = { code: string, svg: string, role: StaffRole, ends_at_ms: number, };
/** A thing with its price. */
export type ItemView = { item: string, name: string, price: AmountView, barcode: string | null, tags: Array<string>, };
/** A printed label of a shop. */
export type LabelView = { label: string, code: string, };
/** The language of the screens. */
export type Language = "system" | "en" | "zh";
/** Why the wallet is locked: a passphrase is to be chosen, or to be entered; another program has it open; the keyring does not give its key; what is stored cannot be read; or its folder cannot be used. Only the first two need a passphrase, `unlock` without one tries again in any case. */
export type LockReason = "passphrase_new" | "passphrase" | "in_use" | "keyring_silent" | "damaged" | "folder_unusable";
/** An entry that limits or removes a shop, and what became of it. */
export type MatterView = { entry: number, action: string, reason: string | null, text: string, at_ms: number, ended: SaidView | null, appeal: AppealView | null, };
/** What is or was held against a shop, newest first. */
export type MattersView = { matters: Array<MatterView>, };
/** One of a shop's staff. */
export type MemberView = { staff: string, name: string, role: StaffRole, since_ms: number, is_me: boolean, may_remove: boolean, may_become: Array<StaffRole>, };
/** Where a shop stands. */
export type MerchantState = "pending" | "active" | "refused" | "limited" | "closed";
/** A shop where the person works. */
export type MerchantView = { merchant: string, name: string, city: string, address: string | null, category: string, state: MerchantState, reason: string | null, role: StaffRole, labels: Array<LabelView>, balance: AmountView | null, available: AmountView | null, refund_most: AmountView | null, may_charge: boolean, may_refund: boolean, may_see_staff: boolean, may_see_books: boolean, may_set_up: boolean, may_appeal: boolean, may_invite: Array<StaffRole>, may_withdraw: boolean, };
/** The shops where the person works. */
export type MerchantsView = { merchants: Array<MerchantView>, online: boolean, };
/** An amount that may be less than nothing. */
export type NetView = { amount: AmountView, is_negative: boolean, };
/** The numbers of the first and the last payment, as their receipts have them. */
export type NumbersView = { first: number, last: number, };
/** What a payable code pays. */
export type OfferKind = "label" | "order" | "receive";
/** Whom a code pays, as the operator has it registered. */
export type OfferView = { name: string, city: string | null, kind: OfferKind, amount: AmountView | null, amount_fixed: boolean, note: string | null, goods: Array<GoodsLineView>, expires_at_ms: number | null, stated_name: string, name_differs: boolean, name_warnings: Array<string>, };
/** What can be taken now. */
export type OfferedView = { stocks: Array<StockView>, };
/** How a payment ended; `unknown` means that the answer is still missing and can be asked for again. */
export type PayEndView = { "end": "paid", payment: PaymentView, } | { "end": "refused", error: UiError, } | { "end": "pin_wrong", tries_left: number | null, } | { "end": "unknown", unfinished: UnfinishedView, };
/** A payer code. Whoever sees it can charge it while it lives, once. */
export type PayerCodeView = { digits: string, code_128_svg: string, qr_svg: string, made_at_ms: number, refresh_at_ms: number, ends_at_ms: number, cap: AmountView | null, only: string | null, caps: Array<AmountView>, quick_pay: QuickPayView, };
/** A payment by itself. */
export type PaymentDetailView = { payment: PaymentView, goods: Array<GoodsLineView>, };
/** What was paid. */
export type PaymentKind = "label" | "order" | "transfer" | "top_up" | "card_top_up" | "payer_code" | "refund" | "reversal" | "cash_out" | "held" | "booking" | "subsidy" | "budget" | "cash_back" | "cash_back_returned" | "envelope" | "share" | "envelope_returned" | "withdrawal" | "fee";
/** A payment that was made: also its receipt. */
export type PaymentView = { payment: string, kind: PaymentKind, direction: Direction, amount: AmountView, counterparty: string | null, note: string | null, order: string | null, saving: AmountView | null, of: string | null, fee: AmountView | null, refunded: AmountView | null, draw: DrawView | null, check: string | null, at_ms: number, sequence: number, journal_hash: string, };
/** An enrolment that waits for its code. */
export type PendingEnrolmentView = { operator_name: string, sent_to: string, code_digits: number, expires_at_ms: number, };
/** A prize: how many tickets of how many win it. */
export type PrizeView = { tickets: number, of: number, reward: RewardView, };
/** Who the wallet belongs to. */
export type ProfileView = { name: string, operator_name: string, operator_url: string, currency: string, has_pin: boolean, sandbox: boolean, };
/** What can be paid by payer code without a PIN. */
export type QuickPayView = { payment_max: AmountView, left: AmountView, left_uses: number, as_of_ms: number, };
/** What a code says. `payable`: this wallet can pay it. Otherwise it is recognised and shown. */
export type ReadingView = { "reading": "payable", code: string, offer: OfferView, } | { "reading": "other_payment", family: string, scheme: string, role: CodeRole, payee_name: string | null, name_warnings: Array<string>, payee_account: string | null, place: string | null, amount: string | null, amount_set_by: AmountSetBy, fee: string | null, reference: string | null, message: string | null, expires: string | null, networks: Array<string>, host: string | null, link: string | null, can_copy: boolean, fields: Array<FieldView>, text: string, } | { "reading": "envelope", code: string, operator: string, is_ours: boolean, } | { "reading": "coupon", code: string, operator: string, is_ours: boolean, } | { "reading": "invitation", code: string, operator: string, is_ours: boolean, } | { "reading": "web_address", host: string, text: string, } | { "reading": "text", text: string, };
/** A receipt that was verified: the operator signed it, and it says of the payment what the wallet shows. One that does not is the error `receipt_invalid`, never a view. */
export type ReceiptView = { operator: string, covered_size: number | null, covered_at_ms: number | null, file: string, };
/** A receive code, as text and as a picture. */
export type ReceiveView = { text: string, svg: string, name: string, amount: AmountView | null, note: string | null, };
/** What a refund would give back. */
export type RefundPreviewView = { amount: AmountView, cash: AmountView, clawed_back: AmountView | null, fee_back: AmountView | null, coupons: Array<RefundedCouponView>, left: AmountView, refunds_left: number, };
/** What a refund would do with a coupon that was used. */
export type RefundedCouponView = { title: string, funder: SavingFunder, given_back: AmountView | null, becomes: CouponBecomes, };
/** What went back of a payment so far. */
export type RefundsView = { payment: PaymentView, taken_by: TakerNameView | null, savings: Array<SavingView>, goods: Array<GoodsLineView>, left: AmountView | null, refunds: Array<PaymentView>, };
/** What a ticket wins, before event, cap and payment bound it. */
export type RewardView = { "reward": "fixed", amount: AmountView, } | { "reward": "share", percent: string, };
/** What a later entry says about an earlier one. */
export type SaidView = { action: string, text: string, at_ms: number, };
/** Who pays for what a coupon saves. */
export type SavingFunder = "operator" | "shop" | "other_shop";
/** What one coupon saved. */
export type SavingView = { title: string, funder: SavingFunder, saving: AmountView, };
/** Every code that was found; none is the usual answer for a frame. */
export type ScanView = { found: Array<FoundView>, };
/** A batch as somebody sees it who has its address. */
export type SeenStockView = { stock: StockView, left: number | null, received: number, refusal: string | null, };
/** What the person chose; both what is shown and what is asked for. */
export type SettingsView = { language: Language, theme: Theme, };
/** How a shift ended. */
export type ShiftClosedView = { at_ms: number, number: number, by: TakerNameView, note: string | null, };
/** What was taken in a shift. */
export type ShiftFiguresView = { payments: SumsView, orders: SumsView, codes: SumsView, refunds: SumsView, reversals: SumsView, tips: TipsView | null, net: NetView, numbers: NumbersView | null, };
/** A shift. */
export type ShiftView = { shift: string, taker: TakerNameView, is_own: boolean, opened_at_ms: number, closed: ShiftClosedView | null, figures: ShiftFiguresView | null, as_of_ms: number, };
/** A page of a shop's shifts. */
export type ShiftsView = { open: Array<ShiftView>, closed: Array<ShiftView>, next_before: number | null, is_whole: boolean, };
/** What is taken of what customers pay to a shop. */
export type ShopFeeView = { percent: string | null, free_below: AmountView | null, };
/** A receipt as text. */
export type SlipView = { text: string, link: string | null, };
/** A box that is paired. */
export type SoundBoxView = { sound_box: string, place: number, paired_at_ms: number, until_ms: number, };
/** The boxes of a shop. */
export type SoundBoxesView = { boxes: Array<SoundBoxView>, };
/** A pairing code: whoever has it makes one device a box of the shop. */
export type SoundOfferView = { code: string, link: string, svg: string, ends_at_ms: number, };
/** A role in a shop. */
export type StaffRole = "owner" | "manager" | "cashier" | "auditor";
/** Who works in a shop; nobody for who has just left it. */
export type StaffView = { members: Array<MemberView>, };
/** How far this wallet is. */
export type Stage = "locked" | "new" | "code_sent" | "pin_needed" | "ready";
/** Everything that decides which screen opens. */
export type StateView = { stage: Stage, lock: LockReason | null, profile: ProfileView | null, pending: PendingEnrolmentView | null, settings: SettingsView, version: string, default_operator_url: string | null, };
/** A batch of coupons. */
export type StockView = { stock: string, title: string, worth: WorthView, threshold: AmountView | null, only_at: Array<string> | null, not_at: Array<string>, only_for: Array<string> | null, not_for: Array<string>, for_item: boolean, until_ms: number, weekdays: number, hours_min: Array<[number, number]>, stackable: boolean, per_person_max: number, needs_card: boolean, };
/** What one kind of trade came to. */
export type SumsView = { count: number, price: AmountView, cash: AmountView, by_operator: AmountView | null, by_shops: AmountView | null, given_up: AmountView | null, fee: AmountView | null, };
/** What kind of taker it is. */
export type TakerKind = "staff" | "key" | "label";
/** Who takes a shop's money: takes a payment, opens or closes a shift. */
export type TakerNameView = { kind: TakerKind, name: string | null, role: StaffRole | null, };
/** The tips in what somebody took. */
export type TakerTipsView = { count: number, given: AmountView, back: AmountView | null, };
/** What one of them took and gave back. */
export type TakerView = { kind: TakerKind, name: string | null, role: StaffRole | null, payments: SumsView, refunds: SumsView, reversals: SumsView, tips: TakerTipsView | null, net: NetView, numbers: NumbersView | null, };
/** Who took what within some days. */
export type TakersView = { from: string, until: string, as_of_ms: number, is_whole: boolean, takers: Array<TakerView>, payments: SumsView, refunds: SumsView, reversals: SumsView, tips: TakerTipsView | null, net: NetView, };
/** The colours of the screens. */
export type Theme = "system" | "light" | "dark";
/** A shop's till. */
export type TillView = { merchant: MerchantView, online: boolean, charges: Array<ChargeView>, };
/** Tips. */
export type TipsView = { count: number, sum: AmountView, };
/** Why a command was refused. `code` is stable and is what the UI translates; `message` and `advice` are English fall-backs. */
export type UiError = { code: string, message: string, advice: string, tries_left: number | null, retry_after_s: number | null, };
/** Something that happened. */
export type UiEvent = { "event": "received", payment: PaymentView, } | { "event": "sent", payment: PaymentView, } | { "event": "pin_asked", order: string, code: string, amount: AmountView, name: string, rule: string, ends_at_ms: number, } | { "event": "order_ended", order: string, } | { "event": "hold_changed", hold: HoldView, is_held: boolean, } | { "event": "envelope_changed", envelope: string, sender: string, is_mine: boolean, claimed: number, shares: number, } | { "event": "link_followed", text: string, } | { "event": "connection", online: boolean, };
/** A payment whose end is not known yet. */
export type UnfinishedView = { payment: string, name: string, amount: AmountView, started_at_ms: number, expires_at_ms: number, };
/** A coupon that a payment does not use. */
export type UnusedCouponView = { coupon: string, title: string, reason: string, amount: AmountView | null, at_ms: number | null, weekdays: number | null, hours_min: Array<[number, number]>, is_choice: boolean, };
/** A difference with its 95 % confidence interval. */
export type UpliftDifferenceView = { mean: NetView, low: NetView, high: NetView, };
/** A group of people. */
export type UpliftGroupView = { people: number, buyers: number, taken: NetView, mean: NetView | null, };
/** What an interval says. */
export type UpliftVerdict = "more" | "less" | "none_told" | "too_few" | "no_group";
/** What a campaign brought. */
export type UpliftView = { campaign: string, title: string, from_ms: number, until_ms: number, is_over: boolean, hold_out_percent: string, may_win: UpliftGroupView, held_out: UpliftGroupView, difference: UpliftDifferenceView | null, verdict: UpliftVerdict, };
/** What the campaigns brought in which a shop takes part. */
export type UpliftsView = { campaigns: Array<UpliftView>, };
/** A coupon that a payment uses. */
export type UsedCouponView = { coupon: string, title: string, saving: AmountView, item: string | null, };
/** What a coupon is worth. */
export type WorthView = { "worth": "off", amount: AmountView, } | { "worth": "percent", percent: string, cap: AmountView, } | { "worth": "price", amount: AmountView, } | { "worth": "drawn", least: AmountView, most: AmountView, };

// ---- requests
/** Adds up what was put together. */
export type AddUpRequest = { merchant: string, lines: Array<BasketLine>, typed: string, tip: TipRequest | null, };
/** Appeals what is held against a shop. */
export type AppealRequest = { merchant: string, entry: number, text: string, evidence: string | null, };
/** How many of a thing. */
export type BasketLine = { item: string, pieces: number, };
/** Asks for a file of a bill. */
export type BillFileRequest = { merchant: string, date: string, file: string, };
/** Asks for a page of a shop's bills. */
export type BillsRequest = { merchant: string, before: string | null, };
/** Has the issuer of a card send a code. */
export type BindCardRequest = { number: string, holder: string, };
/** Names a top-up by card. */
export type CardTopUpRequest = { top_up: string, };
/** Gives one of the staff another role. */
export type ChangeRoleRequest = { merchant: string, staff: string, role: StaffRole, };
/** Charges the code that a payer shows. */
export type ChargePayerCodeRequest = { merchant: string, amount: string, note: string | null, lines: Array<BasketLine>, tip: string | null, payer_code: string, };
/** Names an attempt of a till to be paid. */
export type ChargeRequest = { charge: string, };
/** Asks whether typed digits are an amount that can be paid. */
export type CheckAmountRequest = { digits: string, };
/** Asks what an envelope of so many shares may hold, and whether typed digits fit. */
export type CheckEnvelopeRequest = { total: string, shares: number, split: EnvelopeSplit, };
/** Takes a share of an envelope. */
export type ClaimEnvelopeRequest = { code: string, };
/** Binds a card with its code. */
export type ConfirmCardRequest = { binding: string, code: string, };
/** Proves the handle with the one-time code. */
export type ConfirmEnrolmentRequest = { code: string, name: string | null, };
/** Sends a prepared envelope. */
export type ConfirmEnvelopeRequest = { envelope: string, pin: string, };
/** Sends a prepared payment. */
export type ConfirmPaymentRequest = { payment: string, pin: string | null, };
/** Names an envelope. */
export type EnvelopeRequest = { envelope: string, };
/** Asks for a shop's figures. */
export type FiguresRequest = { merchant: string, span: SpanRequest, };
/** Asks for a page of payments, newest first. */
export type HistoryRequest = { before: number | null, };
/** Puts what a file says in the place of a shop's catalogue. */
export type ImportCatalogueRequest = { merchant: string, text: string, };
/** Invites somebody to a shop's staff. */
export type InviteStaffRequest = { merchant: string, role: StaffRole, };
/** Joins a shop's staff. */
export type JoinMerchantRequest = { code: string, };
/** Asks for a label as a sheet to print. */
export type LabelSheetRequest = { merchant: string, label: string, paper: SheetPaper, };
/** Names a shop. */
export type MerchantRequest = { merchant: string, };
/** A request without content. */
export type Nothing = Record<string, never>;
/** Opens a shop. */
export type OpenMerchantRequest = { name: string, city: string, address: string, category: string, };
/** Opens an order. */
export type OpenOrderRequest = { merchant: string, amount: string, note: string | null, lines: Array<BasketLine>, tip: string | null, };
/** Asks for a fresh payer code. */
export type PayerCodeRequest = { cap: string | null, only: string | null, revealed: boolean, };
/** Names a payment. */
export type PaymentRequest = { payment: string, };
/** Prepares an envelope, to be shown before it is confirmed. */
export type PrepareEnvelopeRequest = { total: string, shares: number, split: EnvelopeSplit, payee: string | null, greeting: string | null, };
/** Prepares a payment, to be shown before it is confirmed. */
export type PreparePaymentRequest = { code: string, amount: string | null, note: string | null, coupons: Array<string> | null, };
/** Asks what a refund would give back. */
export type PreviewRefundRequest = { merchant: string, payment: string, amount: string, };
/** How a receipt printer reads letters. */
export type PrinterCharset = "gbk" | "utf8";
/** The paper of a receipt printer. */
export type PrinterPaper = "narrow" | "wide";
/** Asks what a scanned or pasted text says. */
export type ReadCodeRequest = { text: string, };
/** Asks for one's own receive code. */
export type ReceiveRequest = { amount: string | null, note: string | null, };
/** Gives back what was paid, whole or in part. */
export type RefundRequest = { merchant: string, payment: string, amount: string, reason: string | null, };
/** Takes a thing out of a shop's catalogue. */
export type RemoveItemRequest = { merchant: string, item: string, };
/** Removes one of the staff. */
export type RemoveStaffRequest = { merchant: string, staff: string, };
/** Revokes another device of the person. */
export type RevokeDeviceRequest = { device: string, pin: string, };
/** Puts a thing into a shop's catalogue, or changes one. */
export type SaveItemRequest = { merchant: string, item: string | null, name: string, price: string, barcode: string, tags: string, };
/** Asks for the batch of coupons behind an address. */
export type SeenStockRequest = { code: string, };
/** Sets or changes the payment PIN. */
export type SetPinRequest = { pin: string, current_pin: string | null, };
/** A sheet's paper. */
export type SheetPaper = "a6" | "a5" | "a4" | "stickers4" | "stickers8" | "stickers16";
/** Asks for a shift's report as a file. */
export type ShiftFileRequest = { merchant: string, shift: string, language: SlipLanguage, form: SlipForm, };
/** Names a shift of a shop. */
export type ShiftRequest = { merchant: string, shift: string, };
/** Asks for a page of a shop's shifts. */
export type ShiftsRequest = { merchant: string, before: number | null, };
/** Asks for the receipt of a payment of a shop as a file. */
export type SlipFileRequest = { merchant: string, payment: string, language: SlipLanguage, form: SlipForm, };
/** The forms of a receipt that are files. */
export type SlipForm = { "kind": "pdf" } | { "kind": "escpos", paper: PrinterPaper, charset: PrinterCharset, print_at: string | null, };
/** The languages of receipts. */
export type SlipLanguage = "en" | "zh";
/** Asks for the receipt of a payment of a shop as text. */
export type SlipRequest = { merchant: string, payment: string, language: SlipLanguage, };
/** Names a sound box of a shop. */
export type SoundBoxRequest = { merchant: string, sound_box: string, };
/** Which days are looked at, by the operator's calendar. */
export type SpanRequest = { "span": "day", back: number, } | { "span": "week", back: number, } | { "span": "month", back: number, } | { "span": "days", from: string, until: string, };
/** Asks an operator to send a one-time code. */
export type StartEnrolmentRequest = { operator_url: string, handle: string, };
/** Takes a coupon. */
export type TakeCouponRequest = { stock: string, };
/** Names a payment of a shop. */
export type TakenRequest = { merchant: string, payment: string, };
/** Asks for who took what in a shop as a file. */
export type TakersFileRequest = { merchant: string, span: SpanRequest, language: SlipLanguage, form: SlipForm, };
/** Asks for a page of what a shop was paid and gave back. */
export type TakingsRequest = { merchant: string, before: number | null, };
/** A tip as it is chosen. */
export type TipRequest = { "kind": "percent", percent: number, } | { "kind": "typed", digits: string, };
/** Asks for money from a bound card. */
export type TopUpRequest = { card: string, amount: string, pin: string, };
/** Takes a card off. */
export type UnbindCardRequest = { card: string, };
/** Opens the wallet; without a passphrase it only tries again. */
export type UnlockRequest = { passphrase: string | null, };
/** Moves money from a shop's account into its owner's. */
export type WithdrawRequest = { merchant: string, amount: string, pin: string, };

/** Every command with its request and its view. */
export type Commands = {
  state: [Nothing, StateView],
  unlock: [UnlockRequest, StateView],
  start_enrolment: [StartEnrolmentRequest, StateView],
  confirm_enrolment: [ConfirmEnrolmentRequest, StateView],
  abandon_enrolment: [Nothing, StateView],
  set_pin: [SetPinRequest, StateView],
  change_settings: [SettingsView, StateView],
  home: [Nothing, HomeView],
  history: [HistoryRequest, HistoryView],
  payment: [PaymentRequest, PaymentDetailView],
  receipt: [PaymentRequest, ReceiptView],
  read_code: [ReadCodeRequest, ReadingView],
  check_amount: [CheckAmountRequest, AmountView],
  coupons: [Nothing, CouponsView],
  offered_coupons: [Nothing, OfferedView],
  seen_stock: [SeenStockRequest, SeenStockView],
  take_coupon: [TakeCouponRequest, CouponView],
  campaigns: [Nothing, CampaignsView],
  check_draw: [PaymentRequest, DrawCheckView],
  cards: [Nothing, CardsView],
  bind_card: [BindCardRequest, CardCodeView],
  confirm_card: [ConfirmCardRequest, CardView],
  unbind_card: [UnbindCardRequest, CardsView],
  devices: [Nothing, DevicesView],
  revoke_device: [RevokeDeviceRequest, DevicesView],
  card_top_ups: [Nothing, CardTopUpsView],
  card_top_up: [CardTopUpRequest, CardTopUpView],
  top_up: [TopUpRequest, CardTopUpView],
  envelopes: [Nothing, EnvelopesView],
  envelope: [EnvelopeRequest, EnvelopeView],
  check_envelope: [CheckEnvelopeRequest, EnvelopeCheckView],
  prepare_envelope: [PrepareEnvelopeRequest, EnvelopeConfirmView],
  confirm_envelope: [ConfirmEnvelopeRequest, EnvelopeView],
  claim_envelope: [ClaimEnvelopeRequest, EnvelopeView],
  prepare_payment: [PreparePaymentRequest, ConfirmView],
  confirm_payment: [ConfirmPaymentRequest, PayEndView],
  resume_payment: [PaymentRequest, PayEndView],
  drop_payment: [PaymentRequest, HomeView],
  receive: [ReceiveRequest, ReceiveView],
  payer_code: [PayerCodeRequest, PayerCodeView],
  merchants: [Nothing, MerchantsView],
  shop_fee: [Nothing, ShopFeeView],
  open_merchant: [OpenMerchantRequest, MerchantView],
  withdraw: [WithdrawRequest, PaymentView],
  staff: [MerchantRequest, StaffView],
  invite_staff: [InviteStaffRequest, InvitationView],
  join_merchant: [JoinMerchantRequest, MerchantView],
  change_role: [ChangeRoleRequest, StaffView],
  remove_staff: [RemoveStaffRequest, StaffView],
  till: [MerchantRequest, TillView],
  open_order: [OpenOrderRequest, ChargeView],
  charge_payer_code: [ChargePayerCodeRequest, ChargeView],
  charge: [ChargeRequest, ChargeView],
  close_charge: [ChargeRequest, ChargeView],
  reverse_charge: [ChargeRequest, ChargeView],
  takings: [TakingsRequest, HistoryView],
  figures: [FiguresRequest, FiguresView],
  uplifts: [MerchantRequest, UpliftsView],
  takers: [FiguresRequest, TakersView],
  takers_file: [TakersFileRequest, FileView],
  shifts: [ShiftsRequest, ShiftsView],
  shift: [ShiftRequest, ShiftView],
  open_shift: [MerchantRequest, ShiftView],
  close_shift: [ShiftRequest, ShiftView],
  shift_file: [ShiftFileRequest, FileView],
  bills: [BillsRequest, BillsView],
  bill_file: [BillFileRequest, FileView],
  sound_boxes: [MerchantRequest, SoundBoxesView],
  offer_sound_box: [MerchantRequest, SoundOfferView],
  turn_off_sound_box: [SoundBoxRequest, SoundBoxesView],
  label_sheet: [LabelSheetRequest, FileView],
  export_shop: [MerchantRequest, FileView],
  matters: [MerchantRequest, MattersView],
  appeal: [AppealRequest, MattersView],
  refunds: [TakenRequest, RefundsView],
  preview_refund: [PreviewRefundRequest, RefundPreviewView],
  refund: [RefundRequest, PaymentView],
  slip: [SlipRequest, SlipView],
  slip_file: [SlipFileRequest, FileView],
  catalogue: [MerchantRequest, CatalogueView],
  save_item: [SaveItemRequest, CatalogueView],
  remove_item: [RemoveItemRequest, CatalogueView],
  import_catalogue: [ImportCatalogueRequest, ImportView],
  export_catalogue: [MerchantRequest, ExportView],
  add_up: [AddUpRequest, BasketView],
};
/** Commands that take raw bytes: RGBA pixels with their size, or a picture file. */
export type RawCommands = { decode_frame: ScanView, decode_picture: ScanView, };
