//! Receipts that stand alone: `GET /v1/payments/{payment}/receipt`.
//!
//! The operator's signature covers everything that is told of the payment; the row and its place in
//! the journal can be recomputed.

use crate::campaign::{EventKind, PaymentDraw};
use crate::payment::PaymentKind;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// The version of the form that is written here.
pub const VERSION: u32 = 1;

/// A payment, with what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptResponse {
    /// The version of this form: 1.
    #[schema(minimum = 1, maximum = 1)]
    pub version: u32,
    /// The operator's name inside codes.
    #[schema(max_length = 30)]
    pub operator: String,
    /// The payment.
    pub payment: Id,
    /// What was paid.
    pub kind: PaymentKind,
    /// How much moved.
    pub amount: Money,
    /// The registered name of who paid; a merchant's receipt names no person.
    pub payer: Option<String>,
    /// The registered name of who was paid; a merchant's receipt names no person.
    pub payee: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// The merchant's order, where there was one.
    pub order: Option<Id>,
    /// What a campaign made of it; absent where none was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Box<PaymentDraw>>,
    /// When it was done, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// Its row in the journal, from 1.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub sequence: u64,
    /// The hash of that row, in hexadecimal.
    #[schema(min_length = 64, max_length = 64)]
    pub journal_hash: String,
    /// The operator's signature over [`ReceiptResponse::signed_text`], as in a signed note: 4 bytes
    /// of the key's identifier and 64 of Ed25519, base64.
    #[schema(min_length = 92, max_length = 92)]
    pub signature: String,
    /// The row itself; a merchant's receipt has none, because it names the payer's account.
    pub row: Option<ReceiptRow>,
    /// The row's place in a signed head; absent while no head covers it.
    pub inclusion: Option<ReceiptInclusion>,
}

/// A journal row, so that its hash can be recomputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRow {
    /// The hash of the row before it, in hexadecimal; zeros before the first.
    #[schema(min_length = 64, max_length = 64)]
    pub previous_hash: String,
    /// The row's bytes, in hexadecimal.
    #[schema(max_length = 512)]
    pub content: String,
}

/// Where a row stands in a signed head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptInclusion {
    /// The signed head.
    #[schema(max_length = 16384)]
    pub head: String,
    /// The path of RFC 9162, section 2.1.3, for the leaf `sequence - 1`, in hexadecimal.
    #[schema(max_items = 65)]
    pub path: Vec<String>,
}

impl ReceiptResponse {
    /// Returns the one text that the operator signs. Sound where no field has a line break inside,
    /// as it is with what operators register: one field a line, each in its place.
    pub fn signed_text(&self) -> String {
        let Self { version, operator, payment, kind, amount, payer, payee, note, order, .. } = self;
        let Money { minor, currency } = amount;
        let order = order.map(|order| order.to_string()).unwrap_or_default();
        let text = format!(
            "tongbao-receipt-{version}\noperator: {operator}\npayment: {payment}\nkind: {}\n\
             amount: {minor} {currency}\npayer: {}\npayee: {}\nnote: {}\norder: {order}\n\
             at: {}\nsequence: {}\nrow: {}\n",
            kind.word(),
            payer.as_deref().unwrap_or_default(),
            payee.as_deref().unwrap_or_default(),
            note.as_deref().unwrap_or_default(),
            self.at_ms,
            self.sequence,
            self.journal_hash,
        );
        // A receipt without a draw keeps the text that it had before there were any.
        match &self.draw {
            None => text,
            Some(draw) => text + &draw_lines(draw),
        }
    }
}

/// All lines are always there, so that no two draws have one text. Whether the day's seed is shown
/// changes later and is left out.
fn draw_lines(of: &PaymentDraw) -> String {
    let PaymentDraw { campaign, title, day, event, is_seed_shown: _, reason, draw } = of;
    let reason = reason.as_deref().unwrap_or_default();
    let event = match event {
        None => "",
        Some(EventKind::Double) => "double",
        Some(EventKind::Waive) => "waive",
    };
    let [drawn_by, evidence, paid, ticket, prize, won] = match draw {
        None => Default::default(),
        Some(draw) => [
            format!("{} {}", draw.campaign, draw.day),
            draw.evidence.clone(),
            format!("{} {}", draw.paid_minor, draw.currency),
            draw.ticket.to_string(),
            draw.prize.map(|prize| prize.to_string()).unwrap_or_default(),
            draw.won_minor.to_string(),
        ],
    };
    format!(
        "campaign: {campaign}\ntitle: {title}\nday: {day}\nevent: {event}\nreason: {reason}\n\
         drawn: {drawn_by}\nevidence: {evidence}\npaid: {paid}\nticket: {ticket}\n\
         prize: {prize}\nwon: {won}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::DrawResponse;

    fn receipt() -> ReceiptResponse {
        ReceiptResponse {
            version: VERSION,
            operator: "harbour.example".to_owned(),
            payment: Id(7),
            kind: PaymentKind::Order,
            amount: Money { minor: 1250, currency: "CNY".to_owned() },
            payer: Some("Lin".to_owned()),
            payee: Some("Noodle House".to_owned()),
            note: None,
            order: Some(Id(9)),
            draw: None,
            at_ms: 1000,
            sequence: 12,
            journal_hash: "ab".repeat(32),
            signature: String::new(),
            row: None,
            inclusion: None,
        }
    }

    #[test]
    fn the_signed_text_has_every_field_on_its_line() {
        let text = format!(
            "tongbao-receipt-1\noperator: harbour.example\npayment: 00000000000000000000000007\n\
             kind: order\namount: 1250 CNY\npayer: Lin\npayee: Noodle House\nnote: \n\
             order: 00000000000000000000000009\nat: 1000\nsequence: 12\nrow: {}\n",
            "ab".repeat(32)
        );
        assert_eq!(receipt().signed_text(), text);
    }

    fn drawn() -> PaymentDraw {
        let draw = DrawResponse {
            campaign: "01".repeat(16),
            day: 20_000,
            evidence: "cd".repeat(32),
            currency: "CNY".to_owned(),
            paid_minor: 1250,
            ticket: 7,
            prize: Some(0),
            won_minor: 188,
        };
        PaymentDraw {
            campaign: Id(1),
            title: "Autumn".to_owned(),
            day: 20_000,
            event: Some(EventKind::Double),
            is_seed_shown: false,
            reason: None,
            draw: Some(draw),
        }
    }

    #[test]
    fn what_a_campaign_made_of_a_payment_is_on_lines_of_its_own_behind() {
        let text = |draw: PaymentDraw| {
            let draw = Some(Box::new(draw));
            ReceiptResponse { draw, ..receipt() }.signed_text()
        };
        let lines = format!(
            "campaign: 00000000000000000000000001\ntitle: Autumn\nday: 20000\nevent: double\n\
             reason: \ndrawn: {} 20000\nevidence: {}\npaid: 1250 CNY\nticket: 7\nprize: 0\n\
             won: 188\n",
            "01".repeat(16),
            "cd".repeat(32)
        );
        let signed = text(drawn());
        assert_eq!(signed, receipt().signed_text() + &lines);
        let reason = Some("drawn_today".to_owned());
        let none = text(PaymentDraw { event: None, reason, draw: None, ..drawn() });
        let lines = "event: \nreason: drawn_today\ndrawn: \nevidence: \npaid: \nticket: \n\
                     prize: \nwon: \n";
        assert!(none.ends_with(lines), "{none}");
        // Without a draw a reason cannot be written so that it reads as one.
        assert_eq!(none.lines().count(), signed.lines().count());
        assert_eq!(text(PaymentDraw { is_seed_shown: true, ..drawn() }), signed);
    }

    #[test]
    fn every_part_of_a_draw_is_signed() {
        type Change = fn(&mut PaymentDraw, &mut DrawResponse);
        let changes: [Change; 13] = [
            |of, _| of.campaign = Id(2),
            |of, _| of.title = "Winter".to_owned(),
            |of, _| of.day = 20_001,
            |of, _| of.event = None,
            |of, _| of.reason = Some("over".to_owned()),
            |_, draw| draw.campaign = "02".repeat(16),
            |_, draw| draw.day = 20_001,
            |_, draw| draw.evidence = "ef".repeat(32),
            |_, draw| draw.currency = "EUR".to_owned(),
            |_, draw| draw.paid_minor = 1251,
            |_, draw| draw.ticket = 8,
            |_, draw| draw.prize = None,
            |_, draw| draw.won_minor = 1880,
        ];
        let mut texts = std::collections::BTreeSet::from([draw_lines(&drawn())]);
        for change in changes {
            let mut of = drawn();
            let mut draw = of.draw.take().expect("a draw");
            change(&mut of, &mut draw);
            of.draw = Some(draw);
            texts.insert(draw_lines(&of));
        }
        assert_eq!(texts.len(), 1 + changes.len());
    }
}
