//! The closed list of error codes, and the problem document (RFC 9457) that carries one.

use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($variant:ident $word:literal $status:literal $sentence:literal $advice:literal;)*) => {
        /// A stable code that a client may branch on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorCode {
            $(#[doc = $sentence] $variant,)*
        }

        impl ErrorCode {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the code as it is written on the wire.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the HTTP status that goes with the code.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// Returns what is wrong, in one sentence.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }

            /// Returns what to do about it.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice,)* }
            }
        }
    };
}

error_codes! {
    // The request itself
    RequestMalformed "request_malformed" 400
        "The request is not well formed." "Update the app, or see the API description.";
    RequestTooLarge "request_too_large" 413
        "The request is too large." "Send less at once.";
    RequestTimeout "request_timeout" 408
        "The request took too long." "Try again.";
    NotFound "not_found" 404
        "There is nothing here." "Check the address.";
    MethodNotAllowed "method_not_allowed" 405
        "This address does not do that." "See the API description.";
    MediaTypeUnsupported "media_type_unsupported" 415
        "The request is not JSON." "Send application/json.";
    RateLimited "rate_limited" 429
        "Too many requests." "Wait a moment, then try again.";
    Overloaded "overloaded" 503
        "The operator is busy." "Try again in a few seconds.";
    StoreUnavailable "store_unavailable" 503
        "The operator cannot reach its books now." "Try again in a few seconds.";
    Internal "internal" 500
        "Something went wrong on the operator's side." "Try again; the operator has been told.";
    // Who asks
    SignatureMissing "signature_missing" 401
        "The request is not signed." "Sign it with the device key.";
    SignatureInvalid "signature_invalid" 401
        "The signature does not fit the request." "Enrol this device again.";
    SignatureExpired "signature_expired" 401
        "The signature's time is too far from the operator's clock."
        "Set this device's clock, then try again.";
    SignatureReplayed "signature_replayed" 401
        "This signed request was seen before." "Sign it anew.";
    DeviceUnknown "device_unknown" 401
        "This device is not enrolled here." "Enrol this device.";
    DeviceRevoked "device_revoked" 401
        "This device was removed from its account."
        "Use another of your devices, or ask your operator.";
    DeviceNotFound "device_not_found" 404
        "You have no such device." "Look through your devices again.";
    DeviceItself "device_itself" 409
        "A device cannot remove itself."
        "Remove it from another of your devices, or ask the operator to do it.";
    TillKeyInvalid "till_key_invalid" 401
        "The till key is not valid." "Ask the operator for a new till key.";
    // Sound boxes
    SoundCodeInvalid "sound_code_invalid" 404
        "This pairing code is unknown, used or over."
        "Make a new one on the till.";
    SoundBoxOff "sound_box_off" 401
        "This sound box is not paired any more." "Pair it again with a code from the till.";
    SoundBoxUnknown "sound_box_unknown" 404
        "The shop has no such sound box." "Look at the list again.";
    SoundBoxesTooMany "sound_boxes_too_many" 409
        "The shop has as many sound boxes as it may." "Turn one off first.";
    // The same again
    IdempotencyConflict "idempotency_conflict" 409
        "This identifier was used for something else." "Use a new identifier.";
    // The clock of a sandbox
    SandboxOff "sandbox_off" 409
        "This operator is no sandbox: its clock is not moved."
        "Ask an operator of your own, with sandbox = true.";
    SandboxClockBack "sandbox_clock_back" 422
        "The clock of a sandbox never goes back."
        "Give a later moment; for an earlier one begin with an empty database.";
    SandboxClockTooFar "sandbox_clock_too_far" 422
        "The clock moves by 31 days at once, and is ten years ahead, at most."
        "Move it in smaller steps.";
    // Enrolment
    HandleMalformed "handle_malformed" 400
        "This is neither an e-mail address nor a telephone number with its country code."
        "Check it, for example lin@example.org or +8613800138000.";
    HandleKindUnsupported "handle_kind_unsupported" 400
        "This operator cannot send codes to handles of this kind." "Use another kind of handle.";
    NameMalformed "name_malformed" 400
        "A name has 1 to 25 visible characters." "Choose another name.";
    EnrolmentUnknown "enrolment_unknown" 404
        "There is no such enrolment." "Start again.";
    EnrolmentExpired "enrolment_expired" 410
        "The code has expired." "Ask for a new code.";
    CodeWrong "code_wrong" 403
        "The code is not right." "Check the code and try again.";
    CodeTriesUsed "code_tries_used" 403
        "Too many wrong codes." "Ask for a new code.";
    CodeNotSent "code_not_sent" 502
        "The code could not be sent." "Check the handle, or try again later.";
    // The PIN
    PinMalformed "pin_malformed" 400
        "A payment PIN has six digits and is not an easy one." "Choose another PIN.";
    PinNotSet "pin_not_set" 403
        "No payment PIN is set." "Set a payment PIN first.";
    PinMissing "pin_missing" 403
        "This needs the payment PIN." "Enter the PIN.";
    PinWrong "pin_wrong" 403
        "The PIN is not right." "Try again; after five wrong tries the PIN is locked.";
    PinLocked "pin_locked" 403
        "The PIN is locked after too many wrong tries." "Wait until the lock ends.";
    // What is paid
    AmountZero "amount_zero" 422
        "The amount is zero." "Enter an amount.";
    AmountTooLarge "amount_too_large" 422
        "The amount is above the limit for one payment." "Pay a smaller amount.";
    CurrencyMismatch "currency_mismatch" 422
        "The amount is in another currency than the account." "Pay in the operator's currency.";
    NoteMalformed "note_malformed" 400
        "A note is one line of at most 64 characters." "Shorten the note.";
    PaymentOrderExpired "payment_order_expired" 422
        "The payment was not sent in time." "Pay again.";
    BillUnknown "bill_unknown" 404
        "There is no bill of this day." "A day in which nothing moved has none; the others are there at 06:00 of the next day.";
    HeadUnknown "head_unknown" 404
        "There is no signed head of this size." "See the list of heads.";
    PaymentUnknown "payment_unknown" 404
        "There is no such payment." "Check the history.";
    PayeeUnknown "payee_unknown" 404
        "The operator does not know this payee." "Do not pay; ask for another code.";
    PayeeClosed "payee_closed" 422
        "This payee cannot be paid at the moment." "Ask the payee.";
    LabelClosed "label_closed" 422
        "The shop has withdrawn this label." "Do not pay with it; ask the shop for its new one.";
    MerchantLimited "merchant_limited" 422
        "The operator has limited this shop: it takes no payments for now."
        "Pay in another way; the reason is in the operator's neutrality log.";
    MerchantClosed "merchant_closed" 422
        "The operator has removed this shop."
        "See the reason in the operator's neutrality log, and appeal it.";
    LabelUnprintable "label_unprintable" 422
        "The shop has no such label, or it does not fit on this paper." "Choose larger paper.";
    PayeeIsPayer "payee_is_payer" 422
        "This is your own code." "Show it to the person who pays you.";
    PayerCodeMalformed "payer_code_malformed" 400
        "These are not the 18 digits of a payer code of this operator." "Scan the code again.";
    PayerCodeUnknown "payer_code_unknown" 422
        "Nobody shows this payer code now, or not for this till." "Scan a fresh code.";
    PayerCodeUsed "payer_code_used" 422
        "This payer code was used, or a newer one was." "Scan a fresh code.";
    PayerCodeCapped "payer_code_capped" 422
        "The payer lets this code pay less than that."
        "Ask the payer for a code with a higher cap.";
    PayerCodeLocked "payer_code_locked" 429
        "This till scanned too many codes that nobody shows."
        "Wait, and take payment by order code.";
    OrderUnknown "order_unknown" 404
        "There is no such order." "Ask for a new code.";
    OrderExpired "order_expired" 422
        "The order has expired." "Ask for a new code.";
    OrderClosed "order_closed" 422
        "The order was closed." "Ask for a new code.";
    OrderPaid "order_paid" 422
        "The order is already paid." "Nothing more to do.";
    OrderPaidByOther "order_paid_by_other" 422
        "Somebody else has paid this order."
        "One person pays one order: ask the shop for an order for each of you.";
    OrderInParts "order_in_parts" 422
        "An order is paid whole, by one person."
        "Ask the shop for an order for each of you.";
    OrderReversed "order_reversed" 422
        "The order was taken back." "Ask for a new code.";
    OrderAmountDiffers "order_amount_differs" 422
        "The order has another amount." "Scan the code again.";
    OrderTimeInvalid "order_time_invalid" 400
        "An order can be open for one second to one day." "Choose another time.";
    GoodsMalformed "goods_malformed" 400
        "The goods of the order are not as they have to be."
        "Send up to 50 lines with names of up to 40 characters, and up to 200 pieces in all.";
    GoodsSumDiffers "goods_sum_differs" 422
        "The goods come to another amount than the order."
        "Send prices and pieces that add up to the amount.";
    // What goes back
    ReversalTooSoon "reversal_too_soon" 422
        "An attempt can be reversed from 15 seconds after it on." "Wait a moment, then try again.";
    ReversalTooLate "reversal_too_late" 422
        "An attempt can be reversed on its own day only." "Refund what was paid.";
    OrderRefunded "order_refunded" 422
        "Part of this was refunded already." "Refund the rest.";
    PaymentNotRefundable "payment_not_refundable" 422
        "Only what a merchant was paid can be refunded." "Send the money by its receive code.";
    PaymentReversed "payment_reversed" 422
        "The payment was reversed: all of it went back." "Nothing more to do.";
    RefundTooLate "refund_too_late" 422
        "A payment can be refunded for 365 days." "Settle it in another way.";
    RefundTooSoon "refund_too_soon" 422
        "Refunds of one payment are at least a minute apart."
        "Wait a minute, then refund with a new identifier.";
    RefundsUsed "refunds_used" 422
        "A payment can be refunded in at most 50 parts." "Settle it in another way.";
    RefundTooMuch "refund_too_much" 422
        "More would go back than is left of the payment." "Refund a smaller amount.";
    RefundTooSmall "refund_too_small" 422
        "Coupons paid all of so small a part." "Refund a larger part, or all of it.";
    // What is held
    HoldUnknown "hold_unknown" 404
        "There is no such hold." "Check its identifier.";
    HoldPosted "hold_posted" 422
        "The money that was held has been paid." "Nothing more to do.";
    HoldVoided "hold_voided" 422
        "The money that was held has been released." "Hold it anew.";
    HoldExpired "hold_expired" 422
        "The hold has expired." "Hold it anew.";
    HoldExceeded "hold_exceeded" 422
        "More would be paid than is held." "Pay a smaller amount.";
    HoldTimeInvalid "hold_time_invalid" 400
        "Money can be held for one second to 30 days." "Choose another time.";
    // Coupons
    StockUnknown "stock_unknown" 404
        "There are no such coupons." "Look at what is offered now.";
    StockNotActive "stock_not_active" 422
        "These coupons are not given out now." "Look at what is offered now.";
    CouponTooEarly "coupon_too_early" 422
        "These coupons are not given out yet." "Come back when they are.";
    CouponTooLate "coupon_too_late" 422
        "The coupon would have lapsed before it is good." "Look at what is offered now.";
    CouponPersonUsed "coupon_person_used" 422
        "You have as many of these coupons as one person gets." "Use those that you have.";
    CouponsGone "coupons_gone" 422
        "All of these coupons are given out." "Look at what else is offered.";
    CouponsGoneToday "coupons_gone_today" 422
        "All of today's coupons are given out." "Come back tomorrow.";
    CouponUnknown "coupon_unknown" 404
        "There is no such coupon of yours." "Look at your coupons again.";
    CouponUsed "coupon_used" 422
        "The coupon was used." "Pay again; the price is worked out anew.";
    CouponLapsed "coupon_lapsed" 422
        "The coupon's time is over." "Pay again; the price is worked out anew.";
    CouponsNotTaken "coupons_not_taken" 422
        "Coupons are for shops, not for transfers between people." "Pay without coupons.";
    CouponPriceDiffers "coupon_price_differs" 422
        "With these coupons the price is another one by now."
        "Pay again; the price is worked out anew.";
    // Envelopes
    EnvelopeSharesInvalid "envelope_shares_invalid" 422
        "An envelope has 1 to 100 shares, and one for a named person." "Choose another number.";
    EnvelopeTooSmall "envelope_too_small" 422
        "Each share of an envelope needs at least 0.01." "Put more in, or make fewer shares.";
    EnvelopeTooLarge "envelope_too_large" 422
        "A share of an envelope is at most 200.00." "Put less in, or make more shares.";
    EnvelopeUnknown "envelope_unknown" 404
        "There is no such envelope, or its code is another one." "Ask for the code again.";
    EnvelopeNotForYou "envelope_not_for_you" 403
        "The envelope is for somebody else." "Nothing to do.";
    EnvelopeClaimed "envelope_claimed" 422
        "You have a share of this envelope." "See what others got.";
    EnvelopeEmpty "envelope_empty" 422
        "All shares of the envelope are claimed." "Be quicker next time.";
    EnvelopeOver "envelope_over" 422
        "The envelope's time is over: what was left goes back." "Ask the sender.";
    // Cards
    CardsNotOffered "cards_not_offered" 422
        "This operator binds no cards." "Pay from the account.";
    CardsFull "cards_full" 422
        "You have bound ten cards." "Take one off first.";
    CardRefused "card_refused" 422
        "The issuer knows no such card, or another name is on it." "Check the number and the name.";
    CardLocked "card_locked" 422
        "Too many codes were sent or mistyped for this card." "Wait a day, then bind it again.";
    CardBindingUnknown "card_binding_unknown" 404
        "There is no such binding." "Enter the card again.";
    CardBindingExpired "card_binding_expired" 410
        "The issuer's code has expired." "Enter the card again.";
    CardUnknown "card_unknown" 404
        "You have not bound this card." "Look at your cards again.";
    CardNeeded "card_needed" 422
        "These coupons are for who has bound a card." "Bind a card, then take it.";
    CardGiftTaken "card_gift_taken" 422
        "This card has had its coupon, whoever bound it." "Bind a card that has had none.";
    CardTopUpTooSmall "card_top_up_too_small" 422
        "A top-up by card is not that small." "Enter a larger amount.";
    CardTopUpTooLarge "card_top_up_too_large" 422
        "A top-up by card is not that large." "Enter a smaller amount.";
    CardTopUpDayFull "card_top_up_day_full" 422
        "That is more than you can take from cards in 24 hours."
        "Enter a smaller amount, or wait until tomorrow.";
    CardTopUpsTooMany "card_top_ups_too_many" 422
        "You have asked for money from cards as often as you can in 24 hours."
        "Wait until tomorrow.";
    CardTopUpUnknown "card_top_up_unknown" 404
        "There is no such top-up of yours." "Look at your history again.";
    // Programs of merchants
    KeyScopeMissing "key_scope_missing" 403
        "This key may not do that." "Use a key with the scope that the API description names.";
    KeyMalformed "key_malformed" 400
        "A key has a name of one line of 1 to 64 characters and at least one scope."
        "Name it after the program that shows it.";
    KeyUnknown "key_unknown" 404
        "There is no such key." "Check the key's identifier.";
    KeysFull "keys_full" 422
        "The merchant has as many keys as it can have." "Revoke one that is not used.";
    WebhookAddressRefused "webhook_address_refused" 422
        "This address is not told anything."
        "Use https and a public address, without a name or a password in it.";
    WebhookUnknown "webhook_unknown" 404
        "There is no such webhook." "Check the webhook's identifier.";
    WebhooksFull "webhooks_full" 422
        "The merchant has as many webhooks as it can have." "Close one that is not used.";
    WebhookStale "webhook_stale" 409
        "The webhook was changed in the meantime." "Read it again, then try again.";
    EventUnknown "event_unknown" 404
        "There is no such event of this merchant." "Check the event's webhook-id.";
    IssuerUnavailable "issuer_unavailable" 503
        "The card's issuer cannot be reached." "Nothing has changed; try again in a moment.";
    // The neutrality log
    NeutralityStale "neutrality_stale" 503
        "Others write to the neutrality log at this moment." "Try again in a moment.";
    NeutralityTextMalformed "neutrality_text_malformed" 400
        "A sentence for the neutrality log is one line of 1 to 280 characters."
        "Shorten it, or write it in one line.";
    NeutralityEntryUnknown "neutrality_entry_unknown" 404
        "There is no such entry about this shop that can be appealed." "Look at the log again.";
    NeutralityAppealed "neutrality_appealed" 422
        "This entry has been appealed." "Read the answer in the log.";
    // Merchants and their staff
    MerchantUnknown "merchant_unknown" 404
        "There is no such shop where you work." "Look at your shops again.";
    MerchantPending "merchant_pending" 409
        "The operator has not approved this shop yet." "Wait until it has.";
    MerchantsTooMany "merchants_too_many" 409
        "You have opened as many shops as one person can." "Ask the operator.";
    AddressMalformed "address_malformed" 400
        "An address is one line of 1 to 100 characters." "Shorten the address.";
    StaffRoleInsufficient "staff_role_insufficient" 403
        "Your role in this shop does not allow this." "Ask a manager or the owner.";
    StaffUnknown "staff_unknown" 404
        "Nobody of this name works in this shop." "Look at the staff again.";
    StaffAlready "staff_already" 409
        "You work in this shop already." "Have the owner change your role.";
    StaffFull "staff_full" 409
        "This shop has as many staff as a shop can have." "Remove somebody first.";
    StaffLastOwner "staff_last_owner" 409
        "A shop cannot be without an owner." "Make somebody else an owner first.";
    InvitationUnknown "invitation_unknown" 404
        "There is no such invitation, or its code is another one." "Ask for the code again.";
    InvitationUsed "invitation_used" 409
        "This invitation was used." "Ask for a new one.";
    InvitationExpired "invitation_expired" 410
        "This invitation is over: it was good for a day." "Ask for a new one.";
    // Shifts
    ShiftOpen "shift_open" 409
        "You have a shift open in this shop." "Close it before you open the next one.";
    ShiftsFull "shifts_full" 409
        "This shop has as many shifts open as a shop can have." "Close those that are over.";
    ShiftUnknown "shift_unknown" 404
        "There is no such shift, or it is somebody else's." "Look at the shop's shifts again.";
    // The money
    InsufficientFunds "insufficient_funds" 422
        "There is not enough money in the account." "Top up, or pay a smaller amount.";
    BalanceTooLarge "balance_too_large" 422
        "The payee's account cannot hold that much." "Pay a smaller amount.";
}

/// A problem document: `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    /// A URI reference for the kind of problem: `/problems/CODE`.
    pub r#type: String,
    /// What is wrong, in one sentence.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// The stable code.
    pub code: ErrorCode,
    /// What to do.
    pub advice: String,
    /// What exactly was wrong with this request, where that helps; never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// When it makes sense to try again, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 86_400)]
    pub retry_after_s: Option<u64>,
    /// How many tries are left, for codes and PINs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 5)]
    pub tries_left: Option<u8>,
    /// The request's number, to find it in the operator's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// Returns the problem that a code stands for.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            r#type: format!("/problems/{}", code.word()),
            title: code.sentence().to_owned(),
            status: code.status(),
            code,
            advice: code.advice().to_owned(),
            detail: None,
            retry_after_s: None,
            tries_left: None,
            request_id: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_code_is_what_is_serialised() {
        for code in ErrorCode::ALL {
            let json = serde_json::to_string(code).expect("serialises");
            assert_eq!(json, format!("\"{}\"", code.word()));
        }
    }
}
