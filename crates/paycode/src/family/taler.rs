//! GNU Taler URIs: payment of an order, money pushed or asked for between people, and the other
//! actions, which are recognised as no payment.

use super::Family;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::uri::{self, Parameters, QueryText};

/// The rule that only Taler knows.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// No action of the scheme.
        TALER_ACTION_UNKNOWN "taler_action_unknown" "a Taler address names one of its actions"
    }
}

/// What a Taler URI leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TalerAction {
    /// Payment of a merchant's order.
    Pay {
        /// The order.
        order_id: String,
        /// The session, empty where none is needed.
        session_id: String,
        /// The token that proves who saw the order first.
        claim_token: Option<String>,
    },
    /// Money that another person gives to whoever has the code.
    PayPush {
        /// The key of the contract.
        contract: String,
    },
    /// An invoice of another person.
    PayPull {
        /// The key of the contract.
        contract: String,
    },
    /// Any other action, such as a withdrawal: no payment.
    Other(&'static str),
}

/// A Taler URI: the action, and the server to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taler {
    /// What it leads to.
    pub action: TalerAction,
    /// The server, with its port, in lower case; empty for actions that name none.
    pub host: String,
    /// The path between the server and the order, without slashes at its ends.
    pub path: String,
    /// Whether the server is asked over `https`; `taler+http` is for development.
    pub is_encrypted: bool,
}

/// Actions that are no payment.
const OTHER_ACTIONS: &[&str] = &[
    "withdraw",
    "withdraw-exchange",
    "refund",
    "tip",
    "reward",
    "restore",
    "dev-experiment",
    "add-exchange",
    "add-contact",
    "pay-template",
    "auditor",
    "notify-reserve",
    "exchange",
];

impl Family for Taler {
    const WORD: &'static str = "taler";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let secure = uri::strip(text, "taler://").map(|rest| (rest, true));
        let plain = || uri::strip(text, "taler+http://").map(|rest| (rest, false));
        let (rest, is_encrypted) = secure.or_else(plain)?;
        Some(Self::read(rest, is_encrypted))
    }

    fn is_payment_code(&self) -> bool {
        !matches!(self.action, TalerAction::Other(_))
    }

    fn fields(&self) -> Fields {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let fields = Fields::default()
            .text("scheme", "GNU Taler")
            .text("kind", self.action.word())
            .maybe("host", some(&self.host))
            .maybe("path", some(&self.path));
        match &self.action {
            TalerAction::Pay { order_id, session_id, claim_token } => fields
                .text("order_id", order_id)
                .maybe("session_id", some(session_id))
                .maybe("claim_token", claim_token.as_ref()),
            TalerAction::PayPush { contract } | TalerAction::PayPull { contract } => {
                fields.text("contract", contract)
            }
            TalerAction::Other(_) => fields,
        }
    }
}

impl TalerAction {
    /// Returns the word for the action, as it stands in the URI.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Pay { .. } => "pay",
            Self::PayPush { .. } => "pay-push",
            Self::PayPull { .. } => "pay-pull",
            Self::Other(word) => word,
        }
    }
}

impl Taler {
    fn read(rest: &str, is_encrypted: bool) -> Result<Self, CodeError> {
        let missing = |name| CodeError::new(rule::FIELD_MISSING, Place::field(name));
        let (path, query) = uri::split_query(rest);
        let mut parts = path.split('/');
        let action = parts.next().unwrap_or_default().to_ascii_lowercase();
        if let Some(other) = OTHER_ACTIONS.iter().find(|known| **known == action) {
            let host = parts.next().filter(|host| uri::is_host(host)).unwrap_or_default();
            let action = TalerAction::Other(other);
            let host = host.to_lowercase();
            return Ok(Self { action, host, path: String::new(), is_encrypted });
        }
        if !matches!(action.as_str(), "pay" | "pay-push" | "pay-pull") {
            return Err(CodeError::new(own_rule::TALER_ACTION_UNKNOWN, Place::field("action")));
        }
        let host = parts.next().filter(|host| !host.is_empty()).ok_or(missing("host"))?;
        if !uri::is_host(host) {
            return Err(CodeError::new(rule::FIELD_MALFORMED, Place::field("host")));
        }
        let mut parts: Vec<_> = parts.collect();
        let action = if action == "pay" {
            // The slash between order and session is there even where the session is empty.
            let session_id = parts.pop().ok_or(missing("order"))?.to_owned();
            let order_id = parts.pop().filter(|id| !id.is_empty()).ok_or(missing("order"))?;
            let claim_token = Parameters::new(query).text("c")?;
            TalerAction::Pay { order_id: order_id.to_owned(), session_id, claim_token }
        } else {
            let contract = parts.pop().filter(|key| !key.is_empty()).ok_or(missing("contract"))?;
            let contract = contract.to_owned();
            let is_push = action == "pay-push";
            if is_push {
                TalerAction::PayPush { contract }
            } else {
                TalerAction::PayPull { contract }
            }
        };
        Ok(Self { action, host: host.to_lowercase(), path: parts.join("/"), is_encrypted })
    }

    /// Writes the URI of a payment, or of money pushed or asked for; `None` for other actions,
    /// whose parameters are not kept.
    pub fn write(&self) -> Option<String> {
        let (tail, token) = match &self.action {
            TalerAction::Pay { order_id, session_id, claim_token } => {
                (format!("{order_id}/{session_id}"), claim_token.as_deref())
            }
            TalerAction::PayPush { contract } | TalerAction::PayPull { contract } => {
                (contract.clone(), None)
            }
            TalerAction::Other(_) => return None,
        };
        let scheme = if self.is_encrypted { "taler" } else { "taler+http" };
        let path = if self.path.is_empty() { String::new() } else { format!("/{}", self.path) };
        let query = QueryText::default().maybe("c", token).into_text();
        Some(format!("{scheme}://{}/{}{path}/{tail}{query}", self.action.word(), self.host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::option;
    use proptest::prelude::*;

    fn action() -> impl Strategy<Value = TalerAction> {
        let id = "[A-Za-z0-9._-]{1,20}";
        prop_oneof![
            (id, "[A-Za-z0-9]{0,10}", option::of("[A-Z0-9]{4,20}")).prop_map(
                |(order_id, session_id, claim_token)| TalerAction::Pay {
                    order_id,
                    session_id,
                    claim_token
                }
            ),
            id.prop_map(|contract| TalerAction::PayPush { contract }),
            id.prop_map(|contract| TalerAction::PayPull { contract }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            action in action(),
            host in "[a-z]{1,9}[.]example(:[0-9]{2,4})?",
            path in "|instances/[a-z]{1,9}",
            is_encrypted: bool,
        ) {
            let code = Taler { action, host, path, is_encrypted };
            let text = code.write().expect("a payment");
            prop_assert_eq!(read(&text), Ok(Code::Taler(code)));
        }

        #[test]
        fn any_text_behind_the_scheme_is_a_code_or_an_error(rest in "(pay/)?\\PC{0,60}") {
            let _ = read(&format!("taler://{rest}")).map(|code| crate::describe(&code));
        }
    }

    #[test]
    fn other_actions_are_recognised_and_no_payment() {
        let text = "taler://withdraw/bank.example/secret";
        let code = Taler::recognise(text).expect("Taler").expect("recognised");
        assert_eq!((code.action.word(), code.host.as_str()), ("withdraw", "bank.example"));
        assert!(!code.is_payment_code() && code.write().is_none());
        let error = Taler::recognise("taler://dance/bank.example").expect("Taler");
        assert_eq!(error.map_err(|e| e.code()), Err("taler_action_unknown"));
    }
}
