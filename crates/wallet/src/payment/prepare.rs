//! Prepares a payment: who, how much, what for. Nothing of it leaves the device.

use crate::WalletError;
use crate::amount::{check_payable, read_note};
use crate::code::{Offer, Reading};
use crate::coupon::{self, Choice, Discount};
use crate::payment::{ORDER_MS, Prepared};
use crate::port::Ports;
use crate::state::{ChosenDiscount, PaymentStep, Profile, UnfinishedPayment};
use crate::wallet::Wallet;
use money::Amount;
use paycode::Code;
use wire::ErrorCode;
use wire::payee::PayeeKind;

impl<P: Ports> Wallet<P> {
    /// Reads the code, settles amount, coupons and note, and saves the payment for its
    /// confirmation. `amount` is digits, the price without coupons; it may be left out where the
    /// code has one.
    ///
    /// # Errors
    /// Those of [`Self::read_code`] and [`Self::check_amount`], `CodeNotPayable`,
    /// `ForeignOperator`, `AmountMissing`,
    /// `order_amount_differs`,
    /// `order_in_parts`, `note_malformed`, and `PaymentUnfinished` while the same payment may
    /// still be under way.
    pub async fn prepare_payment(
        &self,
        code: &str,
        amount: Option<&str>,
        note: Option<String>,
    ) -> Result<Prepared, WalletError> {
        self.prepare_payment_with(code, amount, note, &Choice::Best).await
    }

    /// Like [`Self::prepare_payment`], with the coupons that the payer chose.
    ///
    /// # Errors
    /// Also `coupons_not_taken` when a person would be paid with coupons, `coupon_price_differs`
    /// when these cannot be used together or are not held, and those of [`Self::coupons`].
    pub async fn prepare_payment_with(
        &self,
        code: &str,
        amount: Option<&str>,
        note: Option<String>,
        choice: &Choice,
    ) -> Result<Prepared, WalletError> {
        let note = read_note(note)?;
        let typed = match amount {
            Some(digits) => Some(self.check_amount(digits).await?),
            None => None,
        };
        let offer = match self.read_code(code).await? {
            Reading::Payable(offer) => *offer,
            Reading::Envelope { .. } | Reading::Coupon { .. } | Reading::Invitation { .. } => {
                return Err(WalletError::CodeNotPayable);
            }
            Reading::Other(other) => {
                return Err(match *other {
                    Code::Tongbao(foreign) => {
                        WalletError::ForeignOperator(foreign.operator.as_str().to_owned())
                    }
                    _ => WalletError::CodeNotPayable,
                });
            }
        };
        let settled = |profile: &Profile| settle_amount(typed, &offer, profile);
        let total = self.within_limit_of_now(settled).await?;
        let discount = self.discount(&offer, total, choice).await?;
        let amount = discount.as_ref().map_or(total, |discount| discount.payable);
        // A payee who asked for a purpose gets it back; the note of an order is the merchant's.
        let note = note.or_else(|| match offer.payee.kind {
            PayeeKind::Receive => offer.note.clone(),
            PayeeKind::Label | PayeeKind::Order => None,
        });
        let now_ms = self.now_ms();
        let unfinished = UnfinishedPayment {
            payment: self.new_id(),
            payee: offer.payee,
            name: offer.name.clone(),
            city: offer.city.clone(),
            amount,
            discount: discount.as_ref().and_then(chosen),
            note,
            started_at_ms: now_ms,
            expires_at_ms: now_ms.saturating_add(ORDER_MS),
            step: PaymentStep::Prepared,
        };
        let balance = self.change(|state| {
            // A second identifier for what may be done already could pay twice. Prices are what is
            // compared: the first one may have used up the coupon that the second one lacks.
            let price = |it: &UnfinishedPayment| {
                it.discount.as_ref().map_or(it.amount, |discount| discount.total)
            };
            let is_same = |sent: &UnfinishedPayment| {
                sent.step == PaymentStep::Sent
                    && sent.payee == unfinished.payee
                    && price(sent) == price(&unfinished)
            };
            if state.unfinished.iter().any(is_same) {
                return Err(WalletError::PaymentUnfinished);
            }
            state.unfinished.push(unfinished.clone());
            Ok(state.balance)
        })??;
        // An operator asks for the PIN unless it says otherwise, and none can say so yet.
        Ok(Prepared { unfinished, offer, discount, balance, pin_needed: true })
    }

    /// Works out the price with coupons, for merchants alone. A wallet that cannot learn its
    /// coupons pays without them, unless the payer chose some: then it is not paid at all.
    async fn discount(
        &self,
        offer: &Offer,
        total: Amount,
        choice: &Choice,
    ) -> Result<Option<Discount>, WalletError> {
        let Some(merchant) = offer.merchant else {
            let error = WalletError::rule(ErrorCode::CouponsNotTaken);
            return if choice.names_some() { Err(error) } else { Ok(None) };
        };
        match self.coupons_now().await {
            Ok(book) => {
                let sold = (total, offer.goods.as_ref());
                coupon::price(&book, merchant, sold, self.now_ms(), choice)
            }
            Err(error) if choice.names_some() => Err(error),
            Err(_) => Ok(None),
        }
    }
}

/// Returns what is signed of a discount: nothing where no coupon is used.
fn chosen(discount: &Discount) -> Option<ChosenDiscount> {
    let coupons = discount.used();
    (!coupons.is_empty()).then_some(ChosenDiscount { total: discount.total, coupons })
}

fn settle_amount(
    typed: Option<Amount>,
    offer: &Offer,
    profile: &Profile,
) -> Result<Amount, WalletError> {
    let amount = match (typed, offer.amount) {
        (Some(typed), Some(fixed)) if offer.amount_fixed && typed != fixed => {
            let is_part = typed.currency() == fixed.currency() && typed.minor() < fixed.minor();
            return Err(WalletError::rule(match offer.payee.kind {
                PayeeKind::Order if is_part => ErrorCode::OrderInParts,
                _ => ErrorCode::OrderAmountDiffers,
            }));
        }
        (Some(typed), _) => typed,
        (None, Some(asked)) => asked,
        (None, None) => return Err(WalletError::AmountMissing),
    };
    check_payable(amount, profile)?;
    Ok(amount)
}
