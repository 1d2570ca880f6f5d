//! The payment codes that this operator gives out: of labels and of orders, as text and drawn.

use crate::config::Config;
use bank::id::StockId;
use bank::record::{Label, Merchant, Order};
use money::Amount;
use paycode::{
    CombineError, CouponAddress, InvitationAddress, LabelAddress, MerchantPresented, OperatorName,
    PartError, Payee, PayeeId, Site, TongbaoCode, WriteError,
};
use wire::{ErrorCode, Id};

/// Why a code cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaycodeError {
    /// A part is not of its form.
    #[error(transparent)]
    Part(#[from] PartError),
    /// The parts make no code.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The other scheme's label cannot carry ours.
    #[error(transparent)]
    Combine(#[from] CombineError),
    /// It cannot be drawn.
    #[error(transparent)]
    Draw(#[from] scan::draw::DrawError),
    /// It cannot be printed.
    #[error(transparent)]
    Print(#[from] scan::label::LabelError),
}

impl PaycodeError {
    /// Returns what a till is told when its order makes no code; nothing where the operator is to
    /// blame.
    pub const fn code(self) -> Option<ErrorCode> {
        match self {
            Self::Write(WriteError::Note) => Some(ErrorCode::NoteMalformed),
            Self::Write(WriteError::AmountZero) => Some(ErrorCode::AmountZero),
            Self::Write(WriteError::AmountTooLarge) => Some(ErrorCode::AmountTooLarge),
            Self::Write(WriteError::CurrencyMismatch) => Some(ErrorCode::CurrencyMismatch),
            Self::Write(_) | Self::Part(_) | Self::Combine(_) | Self::Draw(_) | Self::Print(_) => {
                None
            }
        }
    }
}

/// Returns the text of a merchant's label; with the text of another scheme's label, one that both
/// schemes read.
///
/// # Errors
/// When the merchant's name or city does not fit into a code, or the other label cannot carry it.
pub fn label(
    config: &Config,
    merchant: &Merchant,
    label: &Label,
    existing: Option<&str>,
) -> Result<String, PaycodeError> {
    let payee = Payee::Label(payee_id(label.id.0)?);
    let parts = Parts { payee, amount: None, note: None, expires_at_s: None };
    let ours =
        TongbaoCode { page_host: config.page_host.clone(), ..code(config, merchant, parts)? };
    match existing {
        Some(existing) => Ok(paycode::combine(existing, &ours)?),
        None => Ok(ours.write()?),
    }
}

/// Returns the text of an order's code.
///
/// # Errors
/// When a part of the order does not fit into a code.
pub fn order(config: &Config, merchant: &Merchant, order: &Order) -> Result<String, PaycodeError> {
    let parts = Parts {
        payee: Payee::Order(payee_id(order.id.0)?),
        amount: Some(order.amount),
        note: order.note.clone(),
        expires_at_s: Some(order.expires_at.0 / 1000),
    };
    Ok(code(config, merchant, parts)?.write()?)
}

/// Returns the address of a batch of coupons.
///
/// # Errors
/// When the host of `public_url` is too long for an address, or not in lower case.
pub fn coupon(config: &Config, stock: StockId) -> Result<String, PaycodeError> {
    let site = Site::of_url(&config.public_url)?;
    Ok(CouponAddress { site, stock: payee_id(stock.0)? }.to_string())
}

/// Returns the address of an invitation to a merchant's staff.
///
/// # Errors
/// When the host of `public_url` is too long for an address, or not in lower case.
pub fn invitation(config: &Config, invitation: Id, secret: Id) -> Result<String, PaycodeError> {
    let site = Site::of_url(&config.public_url)?;
    let (invitation, secret) = (payee_id(invitation.0)?, payee_id(secret.0)?);
    Ok(InvitationAddress { site, invitation, secret }.to_string())
}

/// Draws a code for a terminal.
///
/// # Errors
/// When the text is too long.
pub fn draw_blocks(text: &str) -> Result<String, PaycodeError> {
    Ok(scan::draw::blocks(text)?)
}

/// Draws a code for a screen.
///
/// # Errors
/// When the text is too long.
pub fn draw_svg(text: &str) -> Result<String, PaycodeError> {
    Ok(scan::draw::svg(text, None)?)
}

/// Draws a label's code alone, as a PNG picture.
///
/// # Errors
/// When the text is too long.
pub fn draw_png(text: &str) -> Result<Vec<u8>, PaycodeError> {
    const MODULE_PX: u32 = 16;
    Ok(scan::draw::png(text, MODULE_PX)?)
}

/// Draws a label to print.
///
/// # Errors
/// When the text is too long, or its code too dense for the paper.
pub fn draw_sheet(
    config: &Config,
    merchant: &Merchant,
    label: &Label,
    code: &str,
    paper: scan::label::Paper,
    has_logo: bool,
) -> Result<String, PaycodeError> {
    let networks = networks(code);
    let networks: Vec<&str> = networks.iter().map(String::as_str).collect();
    let id = payee_id(label.id.0)?;
    let page = |host| LabelAddress { host, label: id }.to_string();
    let fallback = config.page_host.clone().map(page);
    let sheet = scan::label::LabelSheet {
        name: &merchant.name,
        city: &merchant.city,
        code,
        operator: &config.name,
        networks: &networks,
        fallback: fallback.as_deref(),
        has_logo,
    };
    Ok(scan::label::svg(&sheet, paper)?)
}

/// Returns the schemes that a label's code can be paid with, ours first.
fn networks(code: &str) -> Vec<String> {
    let read = MerchantPresented::read(code).ok();
    let others = read.iter().flat_map(MerchantPresented::networks).filter_map(|found| found.scheme);
    let others = others.filter(|scheme| *scheme != "Tongbao").map(str::to_owned);
    std::iter::once("Tongbao 通宝".to_owned()).chain(others).collect()
}

struct Parts {
    payee: Payee,
    amount: Option<Amount>,
    note: Option<String>,
    expires_at_s: Option<u64>,
}

fn code(config: &Config, merchant: &Merchant, parts: Parts) -> Result<TongbaoCode, PaycodeError> {
    let Parts { payee, amount, note, expires_at_s } = parts;
    let operator: OperatorName = config.operator.parse()?;
    Ok(TongbaoCode {
        operator,
        payee,
        amount,
        currency: config.currency,
        name: merchant.name.clone(),
        city: merchant.city.clone(),
        country: config.country,
        note,
        expires_at_s,
        page_host: None,
    })
}

fn payee_id(id: u128) -> Result<PayeeId, PartError> {
    Id(id).to_string().parse()
}
