//! Which scope a key needs for which route. A route that is not listed takes no key of a program:
//! who forgets it here opens nothing.

use axum::extract::MatchedPath;
use axum::http::{Extensions, Method};
use bank::record::KeyScopes;
use wire::api_key::KeyScope::{self, *};

/// Method, address and scope of every route that takes the key of a merchant's program.
pub const NEEDED: &[(&str, &str, KeyScope)] = &[
    ("POST", "/v1/orders", OrdersWrite),
    ("GET", "/v1/orders/{order}", OrdersRead),
    ("GET", "/v1/orders/{order}/code.svg", OrdersRead),
    ("POST", "/v1/orders/{order}/close", OrdersWrite),
    ("POST", "/v1/orders/{order}/reverse", OrdersWrite),
    ("POST", "/v1/payer-code/payments", OrdersWrite),
    ("POST", "/v1/refunds", RefundsWrite),
    ("POST", "/v1/refunds/preview", RefundsWrite),
    ("GET", "/v1/refunds", PaymentsRead),
    ("GET", "/v1/till", PaymentsRead),
    ("GET", "/v1/till/payments", PaymentsRead),
    ("GET", "/v1/payments/{payment}/receipt", PaymentsRead),
    ("GET", "/v1/events", PaymentsRead),
    ("GET", "/v1/bills", PaymentsRead),
    ("GET", "/v1/bills/{date}", PaymentsRead),
    ("GET", "/v1/bills/{date}/{file}", PaymentsRead),
    ("GET", "/v1/figures", PaymentsRead),
    ("GET", "/v1/figures/takers", PaymentsRead),
    ("POST", "/v1/shifts", OrdersWrite),
    ("GET", "/v1/shifts", PaymentsRead),
    ("GET", "/v1/shifts/{shift}", PaymentsRead),
    ("POST", "/v1/shifts/{shift}/close", OrdersWrite),
    ("GET", "/v1/campaigns/{campaign}/uplift", PaymentsRead),
    ("GET", "/v1/till/label.pdf", PaymentsRead),
    ("GET", "/v1/till/label.svg", PaymentsRead),
    ("GET", "/v1/till/slips/{payment}", PaymentsRead),
    ("GET", "/v1/merchant/export", PaymentsRead),
    ("GET", "/v1/merchant/neutrality", PaymentsRead),
    ("GET", "/v1/sound-boxes", KeysWrite),
    ("POST", "/v1/sound-boxes/codes", KeysWrite),
    ("POST", "/v1/sound-boxes/{box}/off", KeysWrite),
    ("POST", "/v1/neutrality/{entry}/appeal", KeysWrite),
    ("POST", "/v1/webhooks", WebhooksWrite),
    ("GET", "/v1/webhooks", WebhooksWrite),
    ("GET", "/v1/webhooks/{webhook}/deliveries", WebhooksWrite),
    ("POST", "/v1/webhooks/{webhook}/rotate", WebhooksWrite),
    ("POST", "/v1/webhooks/{webhook}/close", WebhooksWrite),
    ("POST", "/v1/webhooks/{webhook}/test", WebhooksWrite),
    ("POST", "/v1/webhooks/{webhook}/replay", WebhooksWrite),
    ("POST", "/v1/webhooks/{webhook}/resume", WebhooksWrite),
    ("POST", "/v1/keys", KeysWrite),
    ("GET", "/v1/keys", KeysWrite),
    ("POST", "/v1/keys/{key}/revoke", KeysWrite),
    ("GET", "/v1/sandbox/clock", SandboxWrite),
    ("POST", "/v1/sandbox/clock", SandboxWrite),
];

/// Returns the scope that a request needs; none where no key of a program is taken.
pub fn needed(method: &Method, extensions: &Extensions) -> Option<KeyScope> {
    let path = extensions.get::<MatchedPath>()?.as_str();
    // What HEAD asks for is what GET asks for.
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    let mut rows = NEEDED.iter().filter(|(of, at, _)| *of == method && *at == path);
    rows.next().map(|(_, _, scope)| *scope)
}

/// Returns the bit that stands for a scope in the bank. Never changes: keys are kept with it.
const fn bit(scope: KeyScope) -> u16 {
    match scope {
        OrdersRead => 1,
        OrdersWrite => 2,
        PaymentsRead => 4,
        RefundsWrite => 8,
        WebhooksWrite => 16,
        KeysWrite => 32,
        SandboxWrite => 64,
    }
}

/// Returns the bits that stand for scopes.
pub fn bits(scopes: &[KeyScope]) -> KeyScopes {
    KeyScopes(scopes.iter().fold(0, |bits, scope| bits | bit(*scope)))
}

/// Returns the scopes that bits stand for, in their order.
pub fn scopes(bits: KeyScopes) -> Vec<KeyScope> {
    KeyScope::ALL.into_iter().filter(|scope| allows(bits, *scope)).collect()
}

/// Returns whether bits hold a scope.
pub const fn allows(bits: KeyScopes, scope: KeyScope) -> bool {
    bits.0 & bit(scope) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_and_scopes_are_the_same() {
        let all = bits(&KeyScope::ALL);
        assert_eq!(scopes(all), KeyScope::ALL);
        for scope in KeyScope::ALL {
            assert_eq!(scopes(bits(&[scope, scope])), [scope]);
            let others = KeyScopes(all.0 & !bits(&[scope]).0);
            assert!(!allows(others, scope) && allows(all, scope));
        }
    }
}
