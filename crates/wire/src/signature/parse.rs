//! Reads the two headers of a signed request, strictly by the profile.

use super::{LABEL, SignatureError, SignatureParams, dictionary, signature_input_header};
use crate::base64url;
use sfv::{BareItem, Dictionary, FieldType as _, InnerList, ListEntry};

/// Reads the `Signature-Input` and `Signature` headers; give an absent header as an empty text,
/// and several lines of one header joined by `", "`. Returns the parameters and `r || s`.
///
/// # Errors
/// `Missing` when either header has no `tongbao` member, `TooLong`, `Malformed`, or
/// `OutsideProfile` when the parts covered, the parameters or their order are not the profile's.
pub fn parse(
    signature_input: &str,
    signature: &str,
) -> Result<(SignatureParams, [u8; 64]), SignatureError> {
    let inputs = dictionary(signature_input)?;
    let signatures = dictionary(signature)?;
    let (Some(input), Some(signature)) = (inputs.get(LABEL), signatures.get(LABEL)) else {
        return Err(SignatureError::Missing);
    };
    let params = match input {
        ListEntry::InnerList(list) => params(list).ok_or(SignatureError::OutsideProfile)?,
        ListEntry::Item(_) => return Err(SignatureError::OutsideProfile),
    };
    // One comparison holds the covered parts, every parameter and the order to the profile: what
    // was read has to be written the same way again.
    let ours: Dictionary = inputs.into_iter().filter(|(key, _)| key.as_str() == LABEL).collect();
    if ours.serialize() != Some(signature_input_header(&params)) {
        return Err(SignatureError::OutsideProfile);
    }
    Ok((params, signature_bytes(signature).ok_or(SignatureError::OutsideProfile)?))
}

/// Picks the parameters that differ from request to request.
fn params(list: &InnerList) -> Option<SignatureParams> {
    let created = list.params.get("created")?.as_integer()?;
    let nonce = list.params.get("nonce")?.as_string()?;
    let key = list.params.get("keyid")?.as_string()?;
    Some(SignatureParams {
        created_s: u64::try_from(i64::from(created)).ok()?,
        nonce: u128::from_be_bytes(base64url::decode(nonce.as_str())?),
        key: key.as_str().parse().ok()?,
        // Which parts are covered is held to the profile as a whole, by whoever calls this.
        covers_merchant: list.items.len() > 5,
    })
}

/// Reads the signature's value: 64 bytes and nothing beside them.
fn signature_bytes(entry: &ListEntry) -> Option<[u8; 64]> {
    match entry {
        ListEntry::Item(item) if item.params.is_empty() => match &item.bare_item {
            BareItem::ByteSequence(bytes) => bytes.as_slice().try_into().ok(),
            _ => None,
        },
        _ => None,
    }
}
