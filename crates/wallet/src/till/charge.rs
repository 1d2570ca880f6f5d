//! Begins an attempt to be paid, and asks where it stands.

use super::{ChargeNow, ChargeStanding, or_unknown};
use crate::amount::read_note;
use crate::goods::{self, Goods};
use crate::port::{ApiError, Ports, TillApi as _};
use crate::state::{Charge, Profile, Sold};
use crate::wallet::Wallet;
use crate::{WalletError, answer, retry};
use wire::order::{OpenOrderRequest, OrderResponse, OrderState};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse};
use wire::{ErrorCode, Id, Secret};

/// How many digits a payer code has.
const PAYER_CODE_DIGITS: usize = 18;

/// What an amount is for, as far as the till knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sale<'a> {
    /// Things of the catalogue, and how many of each.
    pub lines: &'a [(Id, u32)],
    /// The digits of the tip in it.
    pub tip: Option<&'a str>,
}

/// How an attempt says what it is for.
enum Bought<'a> {
    /// Things of the catalogue, and what the amount is above them.
    Catalogue(Sale<'a>),
    /// Goods that are written out.
    Written(Goods),
}

impl<P: Ports> Wallet<P> {
    /// Opens an order of a shop over typed digits; its code is shown to the payer. The things of
    /// the catalogue that it is for and the tip in it are its goods, and stand on its receipt.
    ///
    /// # Errors
    /// Those of [`Self::check_amount`] and [`Self::add_up`], `AmountMalformed` for a tip that is
    /// all of the amount, `note_malformed`, `Store`, `Offline`
    /// when nothing was sent, and what the operator refuses the person:
    /// `staff_role_insufficient`, `merchant_unknown`, …
    pub async fn open_order(
        &self,
        merchant: Id,
        amount: &str,
        note: Option<String>,
        sale: Sale<'_>,
    ) -> Result<ChargeNow, WalletError> {
        self.begin_charge(merchant, amount, note, Bought::Catalogue(sale), None).await
    }

    /// Charges the code that a payer shows: 18 digits, with or without gaps between them.
    ///
    /// # Errors
    /// As [`Self::open_order`], and `payer_code_malformed` before anything is sent.
    pub async fn charge_payer_code(
        &self,
        merchant: Id,
        amount: &str,
        note: Option<String>,
        sale: Sale<'_>,
        payer_code: &Secret,
    ) -> Result<ChargeNow, WalletError> {
        let digits = payer_digits(payer_code)?;
        self.begin_charge(merchant, amount, note, Bought::Catalogue(sale), Some(digits)).await
    }

    /// Charges goods that are written out and come to the amount: by an order, or by the code that
    /// a payer shows.
    ///
    /// # Errors
    /// As [`Self::charge_payer_code`], `goods_malformed` and `goods_sum_differs`.
    pub async fn charge_goods(
        &self,
        merchant: Id,
        amount: &str,
        note: Option<String>,
        goods: Goods,
        payer_code: Option<&Secret>,
    ) -> Result<ChargeNow, WalletError> {
        let digits = payer_code.map(payer_digits).transpose()?;
        self.begin_charge(merchant, amount, note, Bought::Written(goods), digits).await
    }

    /// Asks where an attempt stands.
    ///
    /// # Errors
    /// `order_unknown` when this wallet has no such attempt, `Store`, and what the operator refuses
    /// the person. A missing answer is no error but `Unknown`.
    pub async fn charge(&self, charge: Id) -> Result<ChargeNow, WalletError> {
        let charge = self.known_charge(charge)?;
        let asked = self.ask_charge(&charge).await;
        self.settle_charge(charge, or_unknown(asked)?)
    }

    async fn begin_charge(
        &self,
        merchant: Id,
        amount: &str,
        note: Option<String>,
        bought: Bought<'_>,
        payer_code: Option<Secret>,
    ) -> Result<ChargeNow, WalletError> {
        let note = read_note(note)?;
        let amount = self.check_amount(amount).await?;
        let (lines, goods) = match bought {
            Bought::Written(goods) => (Vec::new(), Some(goods)),
            Bought::Catalogue(sale) => self.carried(merchant, amount, sale)?,
        };
        let charge = Charge {
            charge: self.new_id(),
            merchant,
            amount,
            note,
            goods,
            payer_code,
            pin_rule: None,
            has_order: false,
            reversal: None,
            started_at_ms: self.now_ms(),
        };
        self.change(|state| {
            state.charges.push(charge.clone());
            state.keep_sold(Sold { charge: charge.charge, merchant, lines });
        })?;
        match self.ask_charge(&charge).await {
            Ok(standing) => self.settle_charge(charge, Some(standing)),
            Err(ApiError::Unreachable) => {
                self.forget_charge(charge.charge, false)?;
                Err(WalletError::Offline)
            }
            Err(error) if is_in_doubt(&error) => self.settle_charge(charge, None),
            Err(error) => {
                self.forget_charge(charge.charge, false)?;
                Err(error.into())
            }
        }
    }

    /// Returns an attempt that is kept.
    pub(super) fn known_charge(&self, charge: Id) -> Result<Charge, WalletError> {
        let state = self.state();
        let known = state.charges.iter().find(|known| known.charge == charge).cloned();
        known.ok_or_else(|| WalletError::rule(ErrorCode::OrderUnknown))
    }

    /// Forgets an attempt that is over, and what it was for unless it was paid.
    fn forget_charge(&self, charge: Id, was_paid: bool) -> Result<(), WalletError> {
        self.change(|state| {
            state.charges.retain(|known| known.charge != charge);
            state.sold.retain(|known| was_paid || known.charge != charge);
        })
    }

    /// Keeps what is known of an attempt by now, and forgets it with its end.
    pub(super) fn settle_charge(
        &self,
        mut charge: Charge,
        standing: Option<ChargeStanding>,
    ) -> Result<ChargeNow, WalletError> {
        let standing = standing.unwrap_or(ChargeStanding::Unknown);
        if standing.is_end() {
            self.forget_charge(charge.charge, standing.was_paid())?;
            return Ok(ChargeNow { charge, standing });
        }
        charge.has_order |= !matches!(standing, ChargeStanding::Unknown);
        if let ChargeStanding::PinNeeded { rule, .. } = standing {
            charge.pin_rule = Some(rule);
        }
        self.change(|state| {
            if let Some(kept) = state.charges.iter_mut().find(|it| it.charge == charge.charge) {
                kept.has_order = charge.has_order;
                kept.pin_rule = charge.pin_rule;
            }
        })?;
        Ok(ChargeNow { charge, standing })
    }

    /// Asks once. An order that is there is read; everything else is sent as it was the first
    /// time, for which the operator gives the answer of the first time.
    pub(super) async fn ask_charge(&self, charge: &Charge) -> Result<ChargeStanding, ApiError> {
        let Ok(Profile { operator_url: url, currency, .. }) = self.profile() else {
            return Err(ApiError::Unreachable);
        };
        let (api, merchant, id) = (self.ports.api(), charge.merchant, charge.charge);
        if charge.has_order {
            let order = api.order(&url, merchant, id).await?;
            return self.standing_of(order, charge);
        }
        let answer = match &charge.payer_code {
            None => {
                let request = OpenOrderRequest {
                    order: id,
                    amount: charge.amount.into(),
                    note: charge.note.clone(),
                    goods: goods::told(charge.goods.as_ref()),
                    expires_in_s: None,
                };
                api.open_order(&url, merchant, &request)
                    .await
                    .and_then(|order| self.standing_of(order, charge))
            }
            Some(payer_code) => {
                let request = ChargePayerCodeRequest {
                    payment: id,
                    payer_code: payer_code.clone(),
                    amount: charge.amount.into(),
                    note: charge.note.clone(),
                    goods: goods::told(charge.goods.as_ref()),
                };
                match api.charge_payer_code(&url, merchant, &request).await {
                    Ok(ChargePayerCodeResponse::Paid { payment }) => {
                        let paid = answer::payment(payment, currency).map_err(odd)?;
                        // With coupons of the payer, of whom nothing else is told, less is paid.
                        let price = paid.discount.as_ref().map_or(paid.amount, |it| it.total);
                        check_same(paid.payment == id && price == charge.amount)?;
                        Ok(ChargeStanding::Paid { payment: id, at_ms: paid.at_ms })
                    }
                    Ok(ChargePayerCodeResponse::PinNeeded { order, rule }) => {
                        let asked = Charge { pin_rule: Some(rule), ..charge.clone() };
                        self.standing_of(order, &asked)
                    }
                    Err(error) => Err(error),
                }
            }
        };
        match answer {
            // Who may not use this till learns that as an error: it says nothing of the attempt.
            Err(ApiError::Refused(problem))
                if !retry::is_passing_problem(&problem) && is_of_attempt(problem.code) =>
            {
                Ok(ChargeStanding::Refused(problem))
            }
            answer => answer,
        }
    }

    /// Reads where an order stands.
    pub(super) fn standing_of(
        &self,
        order: OrderResponse,
        charge: &Charge,
    ) -> Result<ChargeStanding, ApiError> {
        let OrderResponse {
            order,
            amount,
            note: _,
            goods: _,
            state,
            code,
            opened_at_ms: _,
            expires_at_ms,
            payment,
            paid_at_ms,
            refunded,
            reversed_at_ms: _,
        } = order;
        let currency = charge.amount.currency();
        let amount = answer::amount(&amount, currency).map_err(odd)?;
        check_same(order == charge.charge && amount == charge.amount)?;
        Ok(match (state, payment) {
            (OrderState::Open, _) => match charge.pin_rule {
                None => ChargeStanding::Open { code, expires_at_ms },
                Some(rule) => ChargeStanding::PinNeeded { rule, expires_at_ms },
            },
            (OrderState::Paid | OrderState::Refunded, Some(payment)) => {
                ChargeStanding::Paid { payment, at_ms: paid_at_ms.unwrap_or_default() }
            }
            (OrderState::Paid | OrderState::Refunded, None) => return Err(another()),
            (OrderState::Closed, _) => ChargeStanding::Closed,
            (OrderState::Reversed, _) => {
                let returned = refunded.map(|money| answer::amount(&money, currency));
                let returned = returned.transpose().map_err(odd)?;
                ChargeStanding::Reversed { returned: returned.or(payment.map(|_| amount)) }
            }
        })
    }
}

/// Returns the digits of a payer code: what separates them on a screen or a scanner is left out.
fn payer_digits(typed: &Secret) -> Result<Secret, WalletError> {
    let is_gap = |one: char| one.is_whitespace() || one == '-';
    let digits: String = typed.expose().chars().filter(|one| !is_gap(*one)).collect();
    let are_digits = digits.bytes().all(|one| one.is_ascii_digit());
    if digits.len() != PAYER_CODE_DIGITS || !are_digits {
        return Err(WalletError::rule(ErrorCode::PayerCodeMalformed));
    }
    Ok(Secret::new(digits))
}

/// Returns whether something that was sent may be done in spite of this error.
pub(super) fn is_in_doubt(error: &ApiError) -> bool {
    retry::is_passing(error) || matches!(error, ApiError::AnswerMalformed(_))
}

/// Returns whether a refusal is the end of the attempt, and not about who asks.
const fn is_of_attempt(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::PayerCodeMalformed
            | ErrorCode::PayerCodeUnknown
            | ErrorCode::PayerCodeUsed
            | ErrorCode::PayerCodeCapped
            | ErrorCode::PayerCodeLocked
            | ErrorCode::InsufficientFunds
            | ErrorCode::PayeeIsPayer
            | ErrorCode::PayeeClosed
    )
}

fn check_same(is_same: bool) -> Result<(), ApiError> {
    if is_same { Ok(()) } else { Err(another()) }
}

fn another() -> ApiError {
    ApiError::AnswerMalformed("another order".to_owned())
}

fn odd(error: WalletError) -> ApiError {
    ApiError::AnswerMalformed(error.sentence())
}
