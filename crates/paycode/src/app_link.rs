//! Links that start the wallet from outside of it: the scheme `tongbao:`, then an address.
//!
//! The address is the one that a code holds, so a link says nothing that a code could not say, and
//! an address that is typed or scanned with the scheme before it is read as the same.

use std::fmt;

/// The scheme that the wallet's app is registered for, with its colon.
pub const APP_SCHEME: &str = "tongbao:";

/// What the address in a link may begin with.
const WEB: [&str; 2] = ["https://", "http://"];

/// Returns the link that starts the wallet with an address.
pub fn app_link(address: impl fmt::Display) -> String {
    format!("{APP_SCHEME}{address}")
}

/// Returns the address that a link leads to; nothing where a text is no such link.
pub(crate) fn address_of(text: &str) -> Option<&str> {
    let address = after(text, APP_SCHEME)?;
    WEB.iter().any(|scheme| after(address, scheme).is_some()).then_some(address)
}

/// Returns what follows a beginning, which is taken in either case, as schemes are (RFC 3986 3.1).
fn after<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(beginning.len())?;
    start.eq_ignore_ascii_case(beginning).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    #[test]
    fn a_link_is_read_as_the_address_in_it() {
        let address = "https://pay.example/e/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B#7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
        let code = read(address).expect("an address");
        assert!(matches!(code, Code::EnvelopeAddress(_)));
        assert_eq!(read(&app_link(address)).as_ref(), Ok(&code));
        assert_eq!(read(&format!("TONGBAO:{address}")), Ok(code));
    }

    #[test]
    fn a_scheme_before_anything_else_is_no_link() {
        for text in [
            "tongbao:",
            "tongbao://pay.example/e/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B",
            "tongbao:tongbao:https://pay.example/",
            "tongbao:javascript:alert(1)",
            "tongbao:file:///etc/passwd",
            "tongbao: https://pay.example/",
            "tongbao",
            "",
        ] {
            assert_eq!(address_of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_address_is_linked_to_is_read_as_without_the_link(
            address in "https?://[a-z]{1,8}\\.example/[ -~]{0,40}",
        ) {
            prop_assert_eq!(read(&app_link(&address)), read(&address));
        }
    }
}
