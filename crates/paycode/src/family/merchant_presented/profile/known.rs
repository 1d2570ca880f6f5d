//! The identifiers that are known here: whose they are, and what the objects behind them are.

use super::Profile;
use crate::describe::Fields;
use crate::family::merchant_presented::template::Template;

/// A globally unique identifier and what it stands for.
pub(super) struct Known {
    guid: &'static str,
    pub(super) profile: Profile,
    /// The name of the scheme; `None` where only an issuer is named.
    pub(super) scheme: Option<&'static str>,
    /// Whether the template is an account, and not only the mark of a label.
    pub(super) is_account: bool,
    /// The object that identifies the payee in the scheme.
    pub(super) account_id: u8,
    /// The names of the objects whose meaning needs no more than a name.
    names: &'static [(u8, &'static str)],
}

const fn account(
    guid: &'static str,
    profile: Profile,
    scheme: &'static str,
    account_id: u8,
    names: &'static [(u8, &'static str)],
) -> Known {
    Known { guid, profile, scheme: Some(scheme), is_account: true, account_id, names }
}

const fn mark(guid: &'static str, profile: Profile, scheme: Option<&'static str>) -> Known {
    Known { guid, profile, scheme, is_account: false, account_id: 0, names: &[] }
}

const MERCHANT: &[(u8, &str)] = &[(1, "merchant_id")];
const PAYEE: &[(u8, &str)] = &[(1, "payee_account")];
const BILLER: &[(u8, &str)] = &[(1, "payee_account"), (2, "bill_ref1"), (3, "bill_ref2")];
const QR_PH: &[(u8, &str)] = &[(1, "acquirer"), (3, "merchant_id"), (4, "account_number")];

const KNOWN: &[Known] = &[
    account(
        "br.gov.bcb.pix",
        Profile::Pix,
        "Pix",
        1,
        &[(1, "payee_account"), (2, "description"), (3, "fss"), (25, "payload_url")],
    ),
    // Of the time before Pix was launched: no bank pays to it.
    account("br.gov.bcb.spi", Profile::Pix, "Pix (pre-launch GUI)", 1, &[]),
    mark("id.co.qris.www", Profile::Qris, Some("QRIS")),
    mark("id.or.gpnqr.www", Profile::Qris, None),
    account("a000000677010111", Profile::PromptPay, "PromptPay", 1, &[]),
    account("a000000677010112", Profile::PromptPay, "PromptPay", 1, BILLER),
    account("a000000677010113", Profile::PromptPay, "PromptPay", 1, BILLER),
    account("a000000677010114", Profile::PromptPay, "PromptPay", 1, &[]),
    account("sg.paynow", Profile::PayNow, "PayNow", 2, &[(2, "payee_account")]),
    mark("sg.sgqr", Profile::PayNow, Some("SGQR")),
    account(
        "a0000006150001",
        Profile::DuitNow,
        "DuitNow",
        2,
        &[(1, "acquirer"), (2, "merchant_id")],
    ),
    account("a000000727", Profile::VietQr, "VietQR/NAPAS", 1, &[(2, "service")]),
    account("a000000775", Profile::VietQr, "VNPAY-QR", 1, MERCHANT),
    account("a000000524", Profile::BharatQr, "BharatQR", 1, &[]),
    account("hk.com.hkicl", Profile::Fps, "FPS", 2, &[(1, "bank_code"), (5, "expires")]),
    account("jp.or.paymentsjapan", Profile::Jpqr, "JPQR", 1, MERCHANT),
    account("ph.ppmi.p2m", Profile::QrPh, "QR Ph", 3, QR_PH),
    account("com.p2pqrpay", Profile::QrPh, "QR Ph P2P", 4, QR_PH),
    account("np.gov.nrb", Profile::NepalPay, "NEPALPAY", 1, MERCHANT),
    account("lk.gov.cbsl", Profile::LankaQr, "LANKAQR", 1, MERCHANT),
    account("mm.com.mmqr", Profile::Mmqr, "MMQR", 1, MERCHANT),
    account("a005266284662577", Profile::Laos, "LAO QR", 1, PAYEE),
    // No profile: a code with our template alone is told by our own family.
    account("app.tongbao", Profile::Other, "Tongbao", 2, &[]),
];

impl Known {
    /// Returns what an identifier stands for; letters match in either case.
    pub(super) fn of(guid: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.guid.eq_ignore_ascii_case(guid))
    }

    /// Returns whether the identifier of a template is known here.
    pub(super) fn knows(template: &Template) -> bool {
        template.guid().and_then(Self::of).is_some()
    }

    /// Returns the scheme and the objects that have a name.
    pub(super) fn fields(&self, template: &Template) -> Fields {
        let scheme = Fields::default().maybe("scheme", self.scheme);
        self.names.iter().fold(scheme, |fields, (id, name)| fields.maybe(name, template.get(*id)))
    }
}
