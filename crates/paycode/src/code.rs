//! The door: a text in, a typed code out.

use crate::error::{CodeError, Place, Rule};
use crate::family::merchant_presented::MerchantPresented;
use crate::family::tongbao::TongbaoCode;
use crate::family::web_address::WebAddress;

/// The longest text that is looked at, in bytes: no payment format needs more.
pub const TEXT_BYTES_MAX: usize = 4096;

/// What a text says, by family. A new family is a variant, a file and an arm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Tongbao's own code.
    Tongbao(TongbaoCode),
    /// A merchant-presented code of another scheme.
    MerchantPresented(MerchantPresented),
    /// A web address; never opened from here.
    WebAddress(WebAddress),
    /// Any other text.
    Text(String),
}

/// Reads a text as what it claims to be; ASCII white space at both ends is dropped.
///
/// # Errors
/// The first rule that the claimed family breaks. A text that claims none is [`Code::Text`].
pub fn read(text: &str) -> Result<Code, CodeError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(CodeError::new(Rule::TooLong, Place::at(0)));
    }
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    if MerchantPresented::claims(text) {
        let code = MerchantPresented::read(text)?;
        return Ok(match TongbaoCode::from_merchant_presented(&code)? {
            Some(tongbao) => Code::Tongbao(tongbao),
            None => Code::MerchantPresented(code),
        });
    }
    Ok(WebAddress::read(text).map_or_else(|| Code::Text(text.to_owned()), Code::WebAddress))
}

#[cfg(test)]
mod tests;
