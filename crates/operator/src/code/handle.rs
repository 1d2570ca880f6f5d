//! Handles in their one normal form, so that one address never opens two accounts.

use wire::ErrorCode;
use wire::operator::HandleKind;

/// A handle in its normal form.
#[derive(Clone, PartialEq, Eq)]
pub struct Handle {
    text: String,
    kind: HandleKind,
}

impl Handle {
    /// Reads an e-mail address or a telephone number.
    ///
    /// # Errors
    /// `handle_malformed`.
    pub fn parse(text: &str) -> Result<Self, ErrorCode> {
        let text = text.trim();
        if text.len() > 254 {
            return Err(ErrorCode::HandleMalformed);
        }
        let read = if text.starts_with('+') { phone(text) } else { email(text) };
        read.ok_or(ErrorCode::HandleMalformed)
    }

    /// Returns the normal form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what it is.
    pub fn kind(&self) -> HandleKind {
        self.kind
    }

    /// Returns the handle with its middle hidden, to show where a code went.
    pub fn masked(&self) -> String {
        match self.kind {
            HandleKind::Email => {
                let (name, domain) = self.text.split_once('@').unwrap_or((&self.text, ""));
                let first = name.chars().next().unwrap_or('*');
                format!("{first}***@{domain}")
            }
            HandleKind::Phone => {
                let tail = self.text.get(self.text.len() - 2..).unwrap_or_default();
                format!("{}***{tail}", self.text.get(..3).unwrap_or_default())
            }
        }
    }
}

/// `+`, a country code that does not begin with 0, 8 to 15 digits in all; spaces and hyphens that
/// people type are left out.
fn phone(text: &str) -> Option<Handle> {
    let digits: String =
        text.strip_prefix('+')?.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let fits = (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    fits.then(|| Handle { text: format!("+{digits}"), kind: HandleKind::Phone })
}

/// ASCII addresses in lower case: `lettre` reads the form, the rest keeps quotes, address literals
/// and lookalike letters out.
fn email(text: &str) -> Option<Handle> {
    let (name, domain) = text.split_once('@')?;
    let plain = |part: &str, others: &[u8]| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
    };
    let name_fits = name.len() <= 64 && plain(name, b".!#$%&'*+/=?^_`{|}~-");
    let labels_fit = domain.split('.').all(|label| {
        plain(label, b"-") && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    });
    let fits =
        name_fits && labels_fit && domain.contains('.') && text.parse::<lettre::Address>().is_ok();
    fits.then(|| Handle { text: text.to_ascii_lowercase(), kind: HandleKind::Email })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        let normal = |text| Handle::parse(text).map(|handle| handle.text).ok();
        assert_eq!(normal(" Lin@Demo.Example ").as_deref(), Some("lin@demo.example"));
        assert_eq!(normal("+86 138-0013 8000").as_deref(), Some("+8613800138000"));
    }

    #[test]
    fn what_is_no_handle_is_refused() {
        for text in [
            "",
            "lin",
            "lin@",
            "@demo.example",
            "lin@demo",
            "lin@@demo.example",
            "l in@demo.example",
            "\"lin\"@demo.example",
            "lin@[127.0.0.1]",
            "lin@demo..example",
            "lin@-demo.example",
            "lin\r\n@demo.example",
            "lin@demo.example\nbcc: x@y.example",
            "линь@demo.example",
            ".lin@demo.example",
            "+",
            "+012345678",
            "+1234567",
            "+1234567890123456",
            "+86a38001380",
            "13800138000",
            "lin@demo.example,mei@demo.example",
        ] {
            assert!(Handle::parse(text).is_err(), "{text:?}");
        }
        assert!(Handle::parse(&format!("{}@demo.example", "a".repeat(300))).is_err());
    }

    #[test]
    fn a_masked_handle_hides_its_middle() {
        let masked = |text| Handle::parse(text).expect("a handle").masked();
        assert_eq!(masked("lin@demo.example"), "l***@demo.example");
        assert_eq!(masked("+8613800138000"), "+86***00");
    }
}
