//! What the page of the log says of an entry, in English and in Chinese.

use crate::config::TimeZone;
use crate::page::Language;
use bank::record::NeutralityEntry;
use promotion::calendar::TimeMs;
use proof::neutrality::{Action, Entry, Reason};

/// Returns a local day and time.
pub fn moment(at_ms: u64, zone: TimeZone) -> String {
    let local = zone.zone().local(TimeMs(at_ms));
    let day = local.day.date().map_or_else(|_| String::new(), |date| date.to_string());
    format!("{day} {:02}:{:02}", local.minute / 60, local.minute % 60)
}

/// Returns what happened.
pub const fn action(language: Language, action: Action) -> &'static str {
    let (english, chinese) = match action {
        Action::Limited => ("takes no new payments for now", "暂停收取新的付款"),
        Action::Removed => ("was removed", "已被移除"),
        Action::Lifted => ("takes payments again", "恢复收款"),
        Action::Appealed => ("appeals", "提出申诉"),
        Action::Upheld => ("the operator keeps to its decision", "运营方维持原决定"),
        Action::Granted => ("the operator takes its decision back", "运营方撤回原决定"),
    };
    language.of(english, chinese)
}

/// Returns which entry it is about.
pub fn about(language: Language, entry: &Entry) -> String {
    let Some(about) = entry.about else { return String::new() };
    match language {
        Language::English => format!("about entry {about}"),
        Language::Chinese => format!("关于第 {about} 条"),
    }
}

/// Returns the reason.
pub const fn reason(language: Language, reason: Option<Reason>) -> &'static str {
    let Some(reason) = reason else { return "" };
    let chinese = match reason {
        Reason::Law => "法律、法院或主管机关的要求。",
        Reason::FraudSuspected => "涉嫌欺诈，正在核查。",
        Reason::FraudProven => "欺诈已被证实。",
        Reason::Chargebacks => "争议或退款的付款过多。",
        Reason::IdentityUnproven => "商户经营者的身份未得到证实。",
        Reason::GoodsForbidden => "出售公布条款所禁止的商品。",
        Reason::KeyStolen => "商户的密钥或收款码落入他人之手。",
        Reason::AskedByMerchant => "商户自己要求。",
        Reason::Inactive => "商户一年以上没有收款。",
        Reason::ReasonGone => "原因已不存在。",
        Reason::Mistake => "运营方的失误。",
    };
    language.of(reason.sentence(), chinese)
}

/// Returns what became of it: whether it still holds, and whether an appeal waits, or waits for too
/// long.
pub fn state(language: Language, kept: &NeutralityEntry, now_ms: u64, zone: TimeZone) -> String {
    let by = |english: &str, chinese: &str, number: u64| match language {
        Language::English => format!("{english} {number}."),
        Language::Chinese => format!("{chinese}第 {number} 条。"),
    };
    let entry = &kept.entry;
    let mut words = Vec::new();
    words.extend(kept.appealed_by.map(|number| by("Appealed by entry", "申诉见", number)));
    match (entry.action, kept.ended_by) {
        (Action::Limited | Action::Removed, None) => {
            words.push(language.of("It holds.", "目前有效。").to_owned());
        }
        (Action::Limited | Action::Removed, Some(number)) => {
            words.push(by("Ended by entry", "终止见", number));
        }
        (Action::Appealed, Some(number)) => words.push(by("Answered by entry", "答复见", number)),
        (Action::Appealed, None) => {
            let until = moment(entry.answer_by_ms.unwrap_or_default(), zone);
            words.push(match (entry.is_overdue(now_ms), language) {
                (false, Language::English) => format!("To be answered until {until}."),
                (false, Language::Chinese) => format!("应于 {until} 前答复。"),
                (true, Language::English) => {
                    format!("No answer: it was due until {until}, and the time has passed.")
                }
                (true, Language::Chinese) => format!("没有答复：期限 {until} 已过。"),
            });
        }
        _ => {}
    }
    if words.is_empty() {
        words.push("–".to_owned());
    }
    words.join(language.of(" ", ""))
}
