//! The append-only journal: what happened to money and promises, each row hashed with the one
//! before it.
//!
//! A row's hash is SHA-256 over the previous row's 32 bytes (zeros before the first row) and these
//! bytes, integers big-endian:
//!
//! | part | bytes |
//! |---|---|
//! | version of this layout, 1 | 1 |
//! | sequence | 8 |
//! | at, Unix milliseconds | 8 |
//! | kind, below | 1 |
//! | 1 account opened: account, owner, floor, currency | 16, 1 (+ 16), 1, 3 |
//! | 2 moved: payment, debit, credit, amount, order, evidence hash | 16, 16, 16, 11, 1 (+ 16), 32 |
//! | 3 order opened: order, credit, amount, expires at | 16, 16, 11, 8 |
//! | 4 order closed: order | 16 |
//! | 5 payer asked: order, credit, amount, expires at, payer's account | 16, 16, 11, 8, 16 |
//! | 6 order reversed, unpaid: order | 16 |
//! | 7 refunded: refund, debit, credit, amount, payment, order | 16, 16, 16, 11, 16, 1 (+ 16) |
//! | 8 reversed: reversal, debit, credit, amount, payment, order | 16, 16, 16, 11, 16, 1 (+ 16) |
//! | 9 held: hold, debit, credit, amount, expires at | 16, 16, 16, 11, 8 |
//! | 10 hold posted: hold, payment, debit, credit, amount | 16, 16, 16, 16, 11 |
//! | 11 hold voided: hold | 16 |
//! | 12 hold expired: hold | 16 |
//! | 20 person registered: person, account, state, digest | 16, 16, 1, 32 |
//! | 21 handle registered: first 16 bytes of the digest, person, state, digest | 16, 16, 1, 32 |
//! | 22 receive code registered: receive code, person, state, digest | 16, 16, 1, 32 |
//! | 23 device registered: device, person, state, digest | 16, 16, 1, 32 |
//! | 24 merchant registered: merchant, account, state, digest | 16, 16, 1, 32 |
//! | 25 label registered: label, merchant, state, digest | 16, 16, 1, 32 |
//! | 40 setting changed: setting, was, value, from, author, reason | 1, 8, 8, 1 (+ 8), text, text |
//! | 60 stock opened: stock, account, hash of rules, limits, day | 16, 1 (+ 16), 32, 16 and two 1 (+ 8), 8 |
//! | 61 stock changed: stock, state | 16, 1 |
//! | 62 stock limited: stock, limits | 16, 16 and two 1 (+ 8) |
//! | 63 coupon received: coupon, stock, account, reserved, value, from, until, day | 16, 16, 16, 8, 1 (+ 8), 8, 8, 8 |
//! | 64 coupon used: coupon, payment, saving | 16, 16, 8 |
//! | 65 coupon lapsed: coupon | 16 |
//! | 66 coupon taken back: coupon, refund, saving, whether it is out again | 16, 16, 8, 1 |
//! | 67 discounted: payment, debit, credit, amount, total, order, evidence hash | 16, 16, 16, 11, 11, 1 (+ 16), 32 |
//! | 68 budget moved: payment, debit, credit, amount, of | 16, 16, 16, 11, 1 (+ 16) |
//! | 69 refunded, of a discounted payment: as 7, price | as 7, 11 |
//! | 70 reversed, of a discounted payment: as 8, price | as 8, 11 |
//! | 80 envelope sealed, see below | 16, 16, 1 (+ 16), 11, 2, 1, 1 (+ 32), 32 |
//! | 81 envelope moved: payment, debit, credit, amount, envelope, evidence hash | 16, 16, 16, 11, 16, 32 |
//! | 82 share claimed: envelope, account, place | 16, 16, 2 |
//! | 83 envelope ended: envelope, seed | 16, 32 |
//! | 90 campaign opened: campaign, account, title, hashes, funder, budget | 16, 16, text, 32, 32, 1 (+ 16), 8 |
//! | 91 campaign changed: campaign, state | 16, 1 |
//! | 92 campaign limited: campaign, budget | 16, 8 |
//! | 93 drawn, see below | 16, 16, 16, 4, 32, 11, 8, 1 (+ 8), 11 |
//! | 94 not drawn: payment, account, campaign, reason, its number | 16, 16, 16, text, 8 |
//! | 95 seed shown: campaign, day, seed | 16, 4, 32 |
//! | 100 card bound: card, account, hash of what is not said | 16, 16, 32 |
//! | 101 card unbound: card, account | 16, 16 |
//! | 102 card counted: stock, card, coupon, which is received with the next row | 16, 16, 16 |
//! | 103 card top-up asked: top-up, account, card, amount, hash as of 100 | 16, 16, 16, 11, 32 |
//! | 104 card top-up refused: top-up, reason | 16, 1 |
//! | 120 key of a program registered: key, merchant, state, digest | 16, 16, 1, 32 |
//! | 121 webhook registered: webhook, merchant, state, digest | 16, 16, 1, 32 |
//! | 130 neutrality entered: number, merchant, action, hash of the entry | 8, 16, 1, 32 |
//! | 140 fee taken: as 68 with payment, rate, free below | 16, 16, 16, 11, 16, 8, 8 |
//! | 141 fee given back: as 68 with payment | 16, 16, 16, 11, 16 |
//! | 160 goods listed: order, hash of its goods | 16, 32 |
//! | 110–112 registered: merchant's profile, staff, invitation; merchant, state, digest | 16, 16, 1, 32 |
//! | 113 founder registered: person, person again, state, digest | 16, 16, 1, 32 |
//!
//! An owner is 0 for the desk, 1 for a person, 2 for a merchant, 3 for a stock, 8 for an envelope,
//! 9 for a campaign, and then the identifier unless it is the desk; 10 for fees,
//! 11 for what the issuer of cards owes. A floor is 0 for zero, 1 for none. A state is 0 for
//! active, 1 for closed, 2 for limited; what is registered again has changed. An action of the
//! neutrality log is its number.
//! The digests are described in [`crate::registered`], the hash of goods in `goods.rs`.
//! An order is 0 for none, or 1 and the identifier. A stock's or campaign's state is 0 for
//! draft, 1 active, 2 paused, 3 ended; limits are money, pieces, both of a day. The hash of rules
//! is described in `coupon/canonical.rs`. A funder is 1 for the operator, 2 and the identifier for
//! a merchant; a prize is 0 for none, or 1 and its place; a day has four bytes, signed. The hashes
//! of a campaign are commitment and anchor. A draw is: payment, account, campaign, day, evidence,
//! paid, ticket, prize, won.
//! A sealed envelope is: envelope, its sender's account, that of the one person who may claim it,
//! total, shares, split (1 equal, 2 lucky), the hash of its secret, commitment.
//! The hash of a card is SHA-256 over brand, last four digits and token: text, 2 bytes, text. Why
//! a card does not pay is a number: 1 funds short, 2 limit reached, 3 card blocked, 4 card gone.
//! An amount is 8 bytes of minor units and the 3 letters of its ISO 4217 code. A setting is its
//! number, `from` is 0 for at once, or 1 and a time; a text is 8 bytes of length and its UTF-8. The
//! layout of a kind never changes; another one would have another number or version.

mod campaign;
mod card;
mod card_top_up;
mod chain;
mod content;
mod coupon;
mod envelope;
mod fee;
mod goods;
mod neutrality;
mod row;

pub use card::CardEntry;
pub use card_top_up::CardTopUpEntry;
pub use chain::ChainHead;
pub use content::{row_content, row_hash};
pub use fee::FeeMoved;
pub use goods::GoodsListed;
pub use row::{JournalRow, Return};

use crate::id::{
    AccountId, CampaignId, CouponId, EnvelopeId, HoldId, MerchantId, OrderId, PaymentId, StockId,
    TimeMs,
};
use crate::record::{Floor, Owner};
use crate::registered::Registered;
use crate::setting::SettingKey;
use money::{Amount, Currency};
use promotion::calendar::LocalDay;
use promotion::campaign::{Draw, NotDrawn, SeedHash};
use promotion::coupon::{Funder, Limits};
use promotion::envelope::Split;
use promotion::{Seed, State};
use proof::neutrality::Action;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalEntry {
    /// An account was opened, with nothing in it.
    AccountOpened {
        /// The account.
        account: AccountId,
        /// Whose it is.
        owner: Owner,
        /// How low it may go.
        floor: Floor,
        /// Its currency.
        currency: Currency,
    },
    /// Money moved between two accounts.
    Moved {
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The order that this settled.
        order: Option<OrderId>,
        /// The SHA-256 of the payer's signed text and signature; zeros where there is none.
        evidence_hash: [u8; 32],
    },
    /// An order was opened.
    OrderOpened {
        /// The order.
        order: OrderId,
        /// The account that is to be paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// Until when.
        expires_at: TimeMs,
    },
    /// An order was closed without a payment: by its till, or because its time was over.
    OrderClosed {
        /// The order.
        order: OrderId,
    },
    /// An order was opened for one payer, who was asked to confirm it with the PIN.
    PayerAsked {
        /// The order.
        order: OrderId,
        /// The account that is to be paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// Until when.
        expires_at: TimeMs,
        /// The account of the payer.
        payer: AccountId,
    },
    /// An order that was not paid was reversed: it never will be.
    OrderReversed {
        /// The order.
        order: OrderId,
    },
    /// Money of a payment went back.
    Returned {
        /// The movement.
        payment: PaymentId,
        /// Whether all of it was reversed at once, or some refunded.
        how: Return,
        /// The account that had been paid.
        debit: AccountId,
        /// The account that had paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The payment.
        of: PaymentId,
        /// The order that the payment settled.
        order: Option<OrderId>,
        /// What of the price that is, where coupons saved some of it.
        price: Option<Amount>,
    },
    /// Money was held.
    Held {
        /// The hold.
        hold: HoldId,
        /// The account on which it is held.
        debit: AccountId,
        /// The account that is to be paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// Until when.
        expires_at: TimeMs,
    },
    /// Money that was held moved; the rest was released.
    HoldPosted {
        /// The hold.
        hold: HoldId,
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
    },
    /// Money that was held was released.
    HoldVoided {
        /// The hold.
        hold: HoldId,
    },
    /// Money that was held was released because its time was over.
    HoldExpired {
        /// The hold.
        hold: HoldId,
    },
    /// Who somebody is, or whose something is, from now on.
    Registered(Registered),
    /// A limit was changed.
    SettingChanged {
        /// Which.
        key: SettingKey,
        /// The newest value until then.
        was: u64,
        /// The new value.
        value: u64,
        /// From when it holds; at once when absent.
        from: Option<TimeMs>,
        /// Who changed it.
        author: String,
        /// Why.
        reason: String,
    },
    /// A batch of coupons was written.
    StockOpened {
        /// The batch.
        stock: StockId,
        /// Where its money will lie; none for one that nobody funds.
        account: Option<AccountId>,
        /// The SHA-256 of its title and rules.
        rules_hash: [u8; 32],
        /// Its budget.
        limits: Limits,
        /// The local day on which it was written, since 1970-01-01.
        day: i32,
    },
    /// A batch was started, paused, resumed or ended.
    StockChanged {
        /// The batch.
        stock: StockId,
        /// Where it stands from then on.
        state: State,
    },
    /// A batch's budget was set.
    StockLimited {
        /// The batch.
        stock: StockId,
        /// The budget.
        limits: Limits,
    },
    /// A person received a coupon.
    CouponReceived {
        /// The coupon.
        coupon: CouponId,
        /// Of which batch.
        stock: StockId,
        /// The person's account.
        account: AccountId,
        /// What it reserved of the budget, in minor units.
        reserved_minor: u64,
        /// The value that was drawn, in minor units, where its kind has one.
        value_minor: Option<u64>,
        /// From when it is good.
        from: TimeMs,
        /// Until before when.
        until: TimeMs,
        /// The local day whose budget it counts to, since 1970-01-01.
        day: i32,
    },
    /// A coupon was used.
    CouponUsed {
        /// The coupon.
        coupon: CouponId,
        /// For which payment.
        payment: PaymentId,
        /// What it saved, in minor units.
        saving_minor: u64,
    },
    /// A coupon's time was over.
    CouponLapsed {
        /// The coupon.
        coupon: CouponId,
    },
    /// What a coupon saved went back, because its payment was refunded.
    CouponTakenBack {
        /// The coupon.
        coupon: CouponId,
        /// The refund or reversal.
        refund: PaymentId,
        /// How much, in minor units.
        saving_minor: u64,
        /// Whether the payer has it again.
        is_out_again: bool,
    },
    /// Money moved between two accounts, less than the price by what coupons saved.
    Discounted {
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The price.
        total: Amount,
        /// The order that this settled.
        order: Option<OrderId>,
        /// As in `Moved`.
        evidence_hash: [u8; 32],
    },
    /// Money moved between a batch's account and its funder's, or a merchant's for a payment.
    BudgetMoved {
        /// The movement.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The payment of which it pays a part, or whose part goes back.
        of: Option<PaymentId>,
    },
    /// A campaign was written, and what it commits to.
    CampaignOpened {
        /// The campaign.
        campaign: CampaignId,
        /// Where its money will lie.
        account: AccountId,
        /// Its title.
        title: String,
        /// The hash of terms and anchor.
        commitment: [u8; 32],
        /// The hash of the first day's seed.
        anchor: SeedHash,
        /// Who pays what is won.
        funder: Funder,
        /// Its budget, in minor units.
        budget_minor: u64,
    },
    /// A campaign was started, paused, resumed or ended.
    CampaignChanged {
        /// The campaign.
        campaign: CampaignId,
        /// Where it stands from then on.
        state: State,
    },
    /// A campaign's budget was set.
    CampaignLimited {
        /// The campaign.
        campaign: CampaignId,
        /// The budget, in minor units.
        budget_minor: u64,
    },
    /// A payment had a draw; what it won moves with the next row.
    Drawn {
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        account: AccountId,
        /// The draw.
        draw: Draw,
    },
    /// A payment had no draw of a campaign.
    NotDrawn {
        /// The payment.
        payment: PaymentId,
        /// The campaign.
        campaign: CampaignId,
        /// The account that paid.
        account: AccountId,
        /// Why.
        reason: NotDrawn,
    },
    /// The seed of a day that is over was shown.
    SeedShown {
        /// The campaign.
        campaign: CampaignId,
        /// The day.
        day: LocalDay,
        /// Its seed.
        seed: [u8; 32],
    },
    /// An envelope was sent: its shares are fixed and committed to. Its money moves in the row
    /// after the next.
    EnvelopeSealed {
        /// The envelope.
        envelope: EnvelopeId,
        /// The account of who sent it.
        sender: AccountId,
        /// The account of the one person who may claim it.
        payee: Option<AccountId>,
        /// All of its money.
        total: Amount,
        /// Into how many shares.
        shares: u16,
        /// How it is divided.
        split: Split,
        /// The SHA-256 of the secret that claims are shown with.
        claim_hash: Option<[u8; 32]>,
        /// The hash over its shares, as in `docs/draws.md`.
        commitment: [u8; 32],
    },
    /// Money moved into an envelope's account, or out of it.
    EnvelopeMoved {
        /// The movement.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The envelope.
        envelope: EnvelopeId,
        /// As in `Moved`.
        evidence_hash: [u8; 32],
    },
    /// The next share of an envelope was claimed; its money moves in the next row.
    ShareClaimed {
        /// The envelope.
        envelope: EnvelopeId,
        /// The account of who claimed it.
        account: AccountId,
        /// Which share, from 0.
        place: u16,
    },
    /// The last share was claimed, or what was left went back: anyone can repeat the shares now.
    EnvelopeEnded {
        /// The envelope.
        envelope: EnvelopeId,
        /// What its shares were made of.
        seed: Seed,
    },
    /// A card was bound or taken off, or counts for a coupon.
    Card(CardEntry),
    /// A person asked for money from a card, or its issuer refused it.
    CardTopUp(CardTopUpEntry),
    /// A fee was taken of a payment, or went back.
    Fee(FeeMoved),
    /// The goods of the order or payment of the next row.
    GoodsListed(GoodsListed),
    /// The neutrality log got an entry. Where it changes the merchant's state, the next row does.
    NeutralityEntered {
        /// The entry's number.
        number: u64,
        /// The merchant.
        merchant: MerchantId,
        /// What happened.
        action: Action,
        /// The hash of the entry.
        hash: [u8; 32],
    },
}

#[cfg(test)]
mod tests;
