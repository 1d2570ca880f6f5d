//! Why a command is refused: a closed, numbered list, checked in its order.

/// A refusal with what a caller may show beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub rejection: Rejection,
    /// How many tries of a code or PIN are left, where tries are counted.
    pub tries_left: Option<u8>,
    /// Until when a locked PIN stays locked.
    pub locked_until: Option<crate::TimeMs>,
    /// Which of several movements is refused, counted from 1.
    pub leg: Option<u8>,
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self { rejection, tries_left: None, locked_until: None, leg: None }
    }
}

macro_rules! rejections {
    ($($number:literal $variant:ident $sentence:literal;)*) => {
        /// Why a command is refused. Numbers are kept in stores and never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Rejection {
            $(#[doc = $sentence] $variant = $number,)*
        }

        impl Rejection {
            /// Every rejection, in the order in which they are checked.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable number.
            pub const fn number(self) -> u16 {
                match self { $(Self::$variant => $number,)* }
            }

            /// Returns the rejection with this number.
            pub const fn from_number(number: u16) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

rejections! {
    // The request: who asks, and whether it was asked before
    10 SignatureReplayed "The device has used this nonce before.";
    11 DeviceUnknown "No such device is enrolled.";
    12 DeviceRevoked "The device was removed.";
    13 IdempotencyConflict "The key was used for another command.";
    14 PayerCodeUnknown "No device shows this payer code now.";
    15 PayerCodeUsed "The payer code was used, or a newer one of the same device was.";
    16 LeaseHeld "Another node does this job.";
    17 DeviceNotFound "The person has no such device.";
    18 DeviceItself "A device does not revoke itself.";
    // The person and what opens
    20 PersonUnknown "There is no such person.";
    21 PersonClosed "The person's account is closed.";
    22 HandleTaken "The handle belongs to somebody.";
    23 NameMalformed "A name has 1 to 25 visible characters.";
    24 NoteMalformed "A note is one line of at most 64 characters.";
    25 MerchantUnknown "There is no such merchant.";
    26 MerchantClosed "The merchant is closed.";
    27 IdentifierTaken "The identifier names something else already.";
    28 DeskUnknown "The desk has no account of this currency.";
    // Enrolment
    30 EnrolmentUnknown "There is no such enrolment.";
    31 EnrolmentExpired "The code has expired.";
    32 CodeTriesUsed "Too many wrong codes.";
    33 CodeWrong "The code is not right.";
    34 NameMissing "A new account needs a name.";
    // The payment order
    40 PaymentOrderExpired "The payer's order is void by now.";
    41 AmountZero "The amount is zero.";
    42 AmountTooLarge "The amount is above the limit for one payment.";
    43 PayerCodeCapped "The amount is above what the payer lets this code pay.";
    44 AccountUnknown "There is no such account.";
    45 LegsInvalid "One to sixteen movements are linked.";
    46 HoldTimeInvalid "Money is held for one second to thirty days.";
    47 ReversalTooSoon "An attempt can be reversed from 15 seconds after it on.";
    48 ReversalTooLate "An attempt can be reversed on its own day only; refund what was paid.";
    49 OrderReversed "The order was reversed.";
    // What is paid
    50 LabelUnknown "There is no such label.";
    51 LabelClosed "The label was withdrawn.";
    52 OrderUnknown "There is no such order.";
    53 OrderPaid "The order is paid.";
    54 OrderClosed "The order was closed.";
    55 OrderExpired "The order has expired.";
    56 OrderAmountDiffers "The order has another amount.";
    57 OrderTimeInvalid "An order is open for one second to one day.";
    58 ReceiveCodeUnknown "There is no such receive code.";
    59 PayeeClosed "The payee cannot be paid.";
    60 PayeeIsPayer "The payer would pay themself.";
    61 CurrencyMismatch "The accounts are of another currency.";
    // What goes back
    62 PaymentUnknown "There is no such payment.";
    63 PaymentNotRefundable "Only what a merchant was paid can be refunded.";
    64 PaymentReversed "The payment was reversed: all of it went back.";
    65 RefundTooLate "A payment can be refunded for 365 days.";
    66 RefundTooSoon "Refunds of one payment are a minute apart.";
    67 RefundsUsed "A payment can be refunded in at most 50 parts.";
    68 RefundTooMuch "More would go back than was paid.";
    69 OrderRefunded "Part of it was refunded; refund the rest.";
    // The PIN
    70 PinNotSet "No PIN is set.";
    71 PinLocked "The PIN is locked.";
    72 PinMissing "A PIN is needed.";
    73 PinAlreadySet "A PIN is set; changing it needs the current one.";
    // What is held
    74 HoldUnknown "There is no such hold.";
    75 HoldPosted "The money that was held has moved.";
    76 HoldVoided "The money that was held was released.";
    77 HoldExpired "The hold has expired.";
    78 HoldExceeded "More would move than is held.";
    // Who is held back
    79 MerchantLimited "The operator has limited the merchant: no new orders and payments.";
    // The money
    80 InsufficientFunds "The payer's account does not hold that much.";
    81 BalanceTooLarge "The payee's account cannot hold that much.";
    82 RefundTooSmall "So small a part of what was paid with coupons brings no money back.";
    // What the operator sets
    90 SettingWordsMalformed "Who changes a setting and why: one line of 1 to 64 characters each.";
    91 SettingOutOfRange "The setting cannot have this value.";
    92 SettingTimeInvalid "A change holds at once, or from a moment within 366 days on.";
    93 SettingStale "The setting has another value by now.";
    94 SandboxClockBack "The clock of a sandbox never goes back.";
    95 SandboxClockTooFar "The clock moves by 31 days at once, and is ten years ahead, at most.";
    // Coupons: the batch
    100 StockUnknown "There is no such batch of coupons.";
    101 StockTitleMalformed "A batch's title is one line of 1 to 64 characters.";
    102 StockRulesUnsound "A batch of coupons cannot have these rules.";
    103 StockFunderUnknown "There is no such funder, or its account is of another currency.";
    104 StockStateDiffers "The batch is not in a state that can be changed so.";
    105 StockBudgetStale "The budget has been changed in the meantime.";
    106 StockBudgetTaken "More is given out than the new budget allows.";
    107 StockFundsShort "The funder's account does not hold that much.";
    // Coupons: what is given out
    108 StockNotActive "These coupons are not given out now.";
    109 CouponTooEarly "These coupons are not given out yet.";
    110 CouponTooLate "The coupon would have lapsed before it is good.";
    111 CouponPersonUsed "One person gets no more of these coupons.";
    112 CouponsGone "All of these coupons are given out.";
    113 CouponsGoneToday "All of today's coupons are given out; there are more tomorrow.";
    // Coupons: what is used
    114 CouponsNotTaken "Coupons are for merchants: a transfer between people takes none.";
    115 CouponUnknown "There is no such coupon of this payer.";
    116 CouponUsed "The coupon was used.";
    117 CouponLapsed "The coupon's time is over.";
    118 CouponPriceDiffers "With these coupons the price is another one by now.";
    // Envelopes: what is sent
    120 EnvelopeSharesInvalid "An envelope has 1 to 100 shares, and one for a named person.";
    121 EnvelopeTooSmall "Each share of an envelope needs at least one minor unit.";
    122 EnvelopeTooLarge "A share of an envelope is at most 200.00.";
    // Envelopes: what is claimed
    123 EnvelopeUnknown "There is no such envelope, or its code is another one.";
    124 EnvelopeNotForYou "The envelope is for somebody else.";
    125 EnvelopeClaimed "One person claims one share of an envelope.";
    126 EnvelopeEmpty "All shares of the envelope are claimed.";
    127 EnvelopeOver "The envelope's time is over: what was left goes back.";
    // Campaigns
    140 CampaignUnknown "There is no such campaign.";
    141 CampaignTitleMalformed "A campaign's title is one line of 1 to 64 characters.";
    142 CampaignTermsUnsound "A campaign cannot have these terms.";
    143 CampaignFunderUnknown "There is no such funder, or its account is of another currency.";
    144 CampaignStateDiffers "The campaign is not in a state that can be changed so.";
    145 CampaignBudgetStale "The budget has been changed in the meantime.";
    146 CampaignBudgetSpent "More is won than the new budget allows.";
    147 CampaignFundsShort "The funder's account does not hold that much.";
    148 SeedWrong "This is not the day's seed.";
    149 SeedTooEarly "The day is not over: its seed is secret.";
    150 CampaignOverlaps "Another campaign runs on some of these days.";
    // Cards
    160 CardMalformed "A card's kind, last digits or token are not well formed.";
    161 CardNeeded "These coupons are for who has bound a card.";
    162 CardUnknown "The person has not bound this card.";
    163 CardGiftTaken "This card has had its coupon of this batch.";
    164 CardsFull "One person binds at most ten cards.";
    // Shifts: which
    165 ShiftUnknown "There is no such shift of the merchant, or it is another program's.";
    // Merchants that persons open, and their staff
    166 AddressMalformed "An address is one line of 1 to 100 characters.";
    167 MerchantsTooMany "One person opens at most 20 merchants.";
    168 MerchantJudged "The merchant was approved before, or needs no approval.";
    169 MerchantPending "The operator has not approved the merchant yet.";
    170 StaffRoleInsufficient "The role among the merchant's staff does not allow this.";
    171 StaffUnknown "There is no such member of the merchant's staff.";
    172 StaffLastOwner "A merchant cannot be without an owner.";
    173 InvitationUnknown "There is no such invitation, or its secret is another one.";
    174 InvitationUsed "The invitation was used.";
    175 InvitationExpired "The invitation's day is over, or who invited may not invite any more.";
    176 StaffAlready "The person works for the merchant already.";
    177 StaffFull "A merchant has at most 100 staff.";
    // Programs of merchants
    180 ApiKeyMalformed "A key has a name of one line of 1 to 64 characters, and may do something.";
    181 ApiKeyUnknown "The merchant has no such key.";
    182 WebhookMalformed "An address has 1 to 1024 visible ASCII characters, and is told something.";
    183 WebhookUnknown "The merchant has no such address.";
    184 WebhookStale "The address was changed in the meantime.";
    // The neutrality log
    190 NeutralityStale "The log has another entry by now.";
    191 NeutralityTextMalformed "A reason's sentence is one line of 1 to 280 characters.";
    192 NeutralityReasonUnfit "This reason does not go with what is done.";
    193 NeutralityEntryUnknown "There is no such entry about this merchant.";
    194 MerchantStateDiffers "The merchant is not held back, or by another entry.";
    195 NeutralityAppealed "The entry has been appealed before.";
    196 AppealAnswered "The appeal has been answered.";
    // What is paid, again: one person pays an order, and the whole of it
    198 OrderPaidByOther "Somebody else has paid the order: one person pays one order.";
    199 OrderInParts "An order is paid whole, by one person.";
    // Money from cards
    200 CardTopUpTooSmall "A top-up by card is not that small.";
    201 CardTopUpTooLarge "A top-up by card is not that large.";
    202 CardTopUpDayFull "More would be taken from cards than one person may in 24 hours.";
    203 CardTopUpsTooMany "One person asks for no more money from cards in 24 hours.";
    204 CardTopUpUnknown "There is no such top-up by card.";
    205 CardTopUpEnded "The issuer had said something else of this top-up.";
    // What an order is made of
    210 GoodsMalformed "An order has at most 50 lines of goods, each with a name of at most 40 characters.";
    211 GoodsSumDiffers "The goods come to another amount than the order.";
    // Shifts: what is open
    220 ShiftOpen "The taker has a shift open: it is closed before another one is opened.";
    221 ShiftsFull "A merchant has at most 200 shifts open at once.";
    222 ShiftNotClosed "A report is kept of a shift that is closed.";
}
