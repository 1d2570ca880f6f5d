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

export type Nothing = Record<string, never>;

// ---- amounts and payments
/** An amount ready to show: `symbol` + `digits`, such as "¥" and "12.50". */
export type AmountView = { digits: string, currency: string, symbol: string, };
export type Direction = "in" | "out";
export type PaymentKind = "label" | "order" | "transfer" | "top_up";
export type PaymentView = { payment: string, kind: PaymentKind, direction: Direction, amount: AmountView, counterparty: string | null, note: string | null, order: string | null, at_ms: number, sequence: number, journal_hash: string, };

// ---- who and where
export type Stage = "locked" | "new" | "code_sent" | "pin_needed" | "ready";
/** Why the wallet is locked: a passphrase is to be chosen, or to be entered; or another program has it open. */
export type LockReason = "passphrase_new" | "passphrase" | "in_use" | "damaged";
export type ProfileView = { name: string, operator_name: string, operator_url: string, currency: string, has_pin: boolean, };
export type PendingEnrolmentView = { operator_name: string, sent_to: string, code_digits: number, expires_at_ms: number, };
export type Language = "system" | "en" | "zh";
export type Theme = "system" | "light" | "dark";
export type SettingsView = { language: Language, theme: Theme, };
export type StateView = { stage: Stage, lock: LockReason | null, profile: ProfileView | null, pending: PendingEnrolmentView | null, settings: SettingsView, version: string, default_operator_url: string | null, };

// ---- home
export type UnfinishedView = { payment: string, name: string, amount: AmountView, started_at_ms: number, expires_at_ms: number, };
export type HomeView = { name: string, balance: AmountView | null, as_of_ms: number | null, online: boolean, recent: Array<PaymentView>, unfinished: Array<UnfinishedView>, };
export type HistoryView = { payments: Array<PaymentView>, next_before: number | null, as_of_ms: number | null, online: boolean, };

// ---- scanning and paying
export type FoundView = { format: string, text: string, points: Array<[number, number]>, };
export type ScanView = { found: Array<FoundView>, };
export type OfferView = { name: string, city: string | null, kind: "label" | "order" | "receive", amount: AmountView | null, note: string | null, expires_at_ms: number | null, stated_name: string, name_differs: boolean, };
export type FieldView = { name: string, value: string, };
/** What a code says. `payable`: this wallet can pay it. Otherwise it is recognised and shown. */
export type ReadingView =
  | { reading: "payable", code: string, offer: OfferView, }
  | { reading: "other_payment", family: string, fields: Array<FieldView>, text: string, }
  | { reading: "web_address", host: string, text: string, }
  | { reading: "text", text: string, };
export type ConfirmView = { payment: string, offer: OfferView, amount: AmountView, note: string | null, balance: AmountView | null, pin_needed: boolean, expires_at_ms: number, };
/** How a payment ended; `unknown` means that the answer is still missing and will be asked for again. */
export type PayEndView =
  | { end: "paid", payment: PaymentView, }
  | { end: "refused", error: UiError, }
  | { end: "pin_wrong", tries_left: number | null, }
  | { end: "unknown", unfinished: UnfinishedView, };
export type ReceiveView = { text: string, svg: string, name: string, amount: AmountView | null, note: string | null, };

// ---- errors and events
/** `code` is stable: translate it; `message` and `advice` are English fall-backs. */
export type UiError = { code: string, message: string, advice: string, tries_left: number | null, retry_after_s: number | null, };
export type UiEvent =
  | { event: "received", payment: PaymentView, }
  | { event: "sent", payment: PaymentView, }
  | { event: "connection", online: boolean, };

// ---- requests
export type UnlockRequest = { passphrase: string | null, };
export type StartEnrolmentRequest = { operator_url: string, handle: string, };
export type ConfirmEnrolmentRequest = { code: string, name: string | null, };
export type SetPinRequest = { pin: string, current_pin: string | null, };
export type ReadCodeRequest = { text: string, };
/** `code` is a payable code's text; `amount` the digits the payer typed, null where the code fixes it. */
export type PreparePaymentRequest = { code: string, amount: string | null, note: string | null, };
export type ConfirmPaymentRequest = { payment: string, pin: string | null, };
export type PaymentRequest = { payment: string, };
export type ReceiveRequest = { amount: string | null, note: string | null, };
export type HistoryRequest = { before: number | null, };
export type CheckAmountRequest = { digits: string, };

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
  payment: [PaymentRequest, PaymentView],
  read_code: [ReadCodeRequest, ReadingView],
  check_amount: [CheckAmountRequest, AmountView],
  prepare_payment: [PreparePaymentRequest, ConfirmView],
  confirm_payment: [ConfirmPaymentRequest, PayEndView],
  resume_payment: [PaymentRequest, PayEndView],
  drop_payment: [PaymentRequest, HomeView],
  receive: [ReceiveRequest, ReceiveView],
};
/** Commands that take raw bytes: RGBA pixels with their size, or a picture file. */
export type RawCommands = { decode_frame: ScanView, decode_picture: ScanView, };
