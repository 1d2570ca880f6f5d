//! Who people, devices and shops are, as the journal keeps it: whose each record is and whether it
//! can be used, and a digest of all the rest. So a record that was changed, removed or put in
//! behind the rules' back is found, and no name or address stands in a chain that cannot forget.
//!
//! A digest is SHA-256 over these bytes, integers big-endian, texts with their length in 8 bytes
//! before them, what may be absent after a 0 or 1:
//!
//! | kind | bytes |
//! |---|---|
//! | 20 person | 20, salt, person, name, account, receive code, state, PIN's verifier, opened at |
//! | 21 handle | 21, salt, handle, person |
//! | 22 receive code | 22, receive code, person |
//! | 23 device | 23, device, person, 65 bytes of public key, state, enrolled at |
//! | 24 merchant | 24, salt, merchant, name, city, category, account, state, hash of the till key |
//! | 25 label | 25, label, merchant, state |
//! | 120 key of a program | 120, key, merchant, name, scopes in 2 bytes, hash of the key, opened at, state |
//! | 121 webhook | 121, webhook, merchant, url, events in 2 bytes, number of the secret, changed at, opened at, row after which it is told, state |
//! | 110 merchant's profile | 110, salt, merchant, address, who opened it, standing, reason, owners (2), staff (2), opened at |
//! | 111 staff | 111, staff, merchant, person, role, since, state |
//! | 112 invitation | 112, invitation, merchant, role, hash of the secret, who invites, expires at, who used it |
//! | 113 founder | 113, person, merchants (2) |
//! | 150 shift | 150, shift, merchant, taker, opened at, row before it, end, report |
//! | 151 roster | 151, merchant, number of the newest report, open shifts |
//!
//! A taker is its number and its identifier, where it has one. The end is when, the last row, the
//! report's number and by which taker; the report is the whole note. Open shifts are how many (8),
//! then taker and shift of each.
//!
//! A salt is 16 random bytes that stand in the record alone: when a record is erased with its
//! salt, nobody can find out any more what its digest was of. Tries of the PIN are not in: they
//! change with payments. How far a webhook was told is not in: it follows the journal.

use crate::canonical::Bytes;
use crate::id::{ShiftId, TimeMs};
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::key::Kind;
use crate::record::{
    ApiKey, Device, Founder, Handle, Invitation, Label, Merchant, MerchantProfile, Person,
    ReceiveCode, Record, Roster, Shift, ShiftEnd, Staff, State, Taker, Webhook,
};

/// 128 random bits that keep a digest from being guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub u128);

/// What is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisteredKind {
    /// A person.
    Person,
    /// Whose handle it is.
    Handle,
    /// A person's receive code.
    ReceiveCode,
    /// A device that signs for a person.
    Device,
    /// A merchant.
    Merchant,
    /// A merchant's label.
    Label,
    /// A key of a merchant's program.
    ApiKey,
    /// An address that a merchant has told what happens.
    Webhook,
    /// What is known of a merchant beside its account.
    MerchantProfile,
    /// A person who works for a merchant.
    Staff,
    /// An invitation to a merchant's staff; closed once it is used.
    Invitation,
    /// How many merchants a person has opened.
    Founder,
    /// A shift.
    Shift,
    /// A merchant's open shifts, and how many it has closed.
    Roster,
}

impl RegisteredKind {
    /// Every kind, owners before what they own.
    pub const ALL: [Self; 14] = [
        Self::Person,
        Self::Handle,
        Self::ReceiveCode,
        Self::Device,
        Self::Merchant,
        Self::Label,
        Self::ApiKey,
        Self::Webhook,
        Self::MerchantProfile,
        Self::Staff,
        Self::Invitation,
        Self::Founder,
        Self::Shift,
        Self::Roster,
    ];

    /// The kinds of which there were records before the journal registered any.
    pub const FIRST: [Self; 6] =
        [Self::Person, Self::Handle, Self::ReceiveCode, Self::Device, Self::Merchant, Self::Label];

    /// Returns the number of the journal's kind.
    pub const fn number(self) -> u8 {
        match self {
            Self::Person => 20,
            Self::Handle => 21,
            Self::ReceiveCode => 22,
            Self::Device => 23,
            Self::Merchant => 24,
            Self::Label => 25,
            Self::ApiKey => 120,
            Self::Webhook => 121,
            Self::MerchantProfile => 110,
            Self::Staff => 111,
            Self::Invitation => 112,
            Self::Founder => 113,
            Self::Shift => 150,
            Self::Roster => 151,
        }
    }

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Handle => "handle",
            Self::ReceiveCode => "receive code",
            Self::Device => "device",
            Self::Merchant => "merchant",
            Self::Label => "label",
            Self::ApiKey => "key of a program",
            Self::Webhook => "webhook",
            Self::MerchantProfile => "merchant's profile",
            Self::Staff => "staff",
            Self::Invitation => "invitation",
            Self::Founder => "founder",
            Self::Shift => "shift",
            Self::Roster => "roster",
        }
    }

    /// Returns the kind of the records.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Person => Kind::Person,
            Self::Handle => Kind::Handle,
            Self::ReceiveCode => Kind::ReceiveCode,
            Self::Device => Kind::Device,
            Self::Merchant => Kind::Merchant,
            Self::Label => Kind::Label,
            Self::ApiKey => Kind::ApiKey,
            Self::Webhook => Kind::Webhook,
            Self::MerchantProfile => Kind::MerchantProfile,
            Self::Staff => Kind::Staff,
            Self::Invitation => Kind::Invitation,
            Self::Founder => Kind::Founder,
            Self::Shift => Kind::Shift,
            Self::Roster => Kind::Roster,
        }
    }
}

/// What the journal keeps of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// What it is.
    pub kind: RegisteredKind,
    /// Its identifier; of a handle, the first 128 bits of the digest.
    pub id: u128,
    /// Whose it is: the account of a person or merchant, the person of a handle, receive code or
    /// device, the merchant of a label, profile, invitation, member of staff, key, webhook, shift
    /// or roster.
    pub owner: u128,
    /// Whether it can be used.
    pub state: State,
    /// The digest of the whole record.
    pub digest: [u8; 32],
}

impl Registered {
    /// Returns what the journal keeps of a record; nothing where its kind is not registered.
    pub fn of(record: &Record) -> Option<Self> {
        Some(match record {
            Record::Person(person) => of_person(person),
            Record::Handle(handle) => of_handle(handle),
            Record::ReceiveCode(ReceiveCode { id, person }) => {
                let bytes = Bytes::default().tag(22).id(id.0).id(person.0);
                active(RegisteredKind::ReceiveCode, id.0, person.0, bytes)
            }
            Record::Device(device) => of_device(device),
            Record::Merchant(merchant) => of_merchant(merchant),
            Record::Label(Label { id, merchant, state }) => {
                let bytes = Bytes::default().tag(25).id(id.0).id(merchant.0).tag(number(*state));
                Self { state: *state, ..active(RegisteredKind::Label, id.0, merchant.0, bytes) }
            }
            Record::ApiKey(key) => of_api_key(key),
            Record::Webhook(webhook) => of_webhook(webhook),
            Record::MerchantProfile(profile) => of_profile(profile),
            Record::Staff(staff) => of_staff(staff),
            Record::Invitation(invitation) => of_invitation(invitation),
            Record::Founder(Founder { person, merchants }) => {
                let bytes = Bytes::default().tag(113).id(person.0).small(*merchants);
                active(RegisteredKind::Founder, person.0, person.0, bytes)
            }
            Record::Shift(shift) => of_shift(shift),
            Record::Roster(roster) => of_roster(roster),
            _ => return None,
        })
    }

    /// Puts the kind and the content of the journal row.
    pub(crate) fn put(&self, bytes: Bytes) -> Bytes {
        let Self { kind, id, owner, state, digest } = self;
        bytes.tag(kind.number()).id(*id).id(*owner).tag(number(*state)).fixed(digest)
    }
}

/// Returns the rows by which records are registered that were there before the journal kept such
/// rows: owners have to come before what they own.
pub fn register_all(head: ChainHead, at: TimeMs, records: &[Record]) -> Vec<JournalRow> {
    let mut head = head;
    let registered = records.iter().filter_map(Registered::of);
    registered
        .map(|registered| {
            let row = head.append(at, JournalEntry::Registered(registered));
            head = row.head();
            row
        })
        .collect()
}

fn active(kind: RegisteredKind, id: u128, owner: u128, bytes: Bytes) -> Registered {
    Registered { kind, id, owner, state: State::Active, digest: bytes.sha256() }
}

fn of_person(person: &Person) -> Registered {
    let Person { id, name, account, receive_code, state, pin, opened_at, salt } = person;
    let bytes = Bytes::default().tag(20).id(salt.0).id(id.0).text(name).id(account.0);
    let bytes = bytes.id(receive_code.0).tag(number(*state));
    let bytes = bytes.optional_text(pin.verifier.as_deref()).number(opened_at.0);
    Registered { state: *state, ..active(RegisteredKind::Person, id.0, account.0, bytes) }
}

fn of_handle(handle: &Handle) -> Registered {
    let Handle { handle, person, salt } = handle;
    let bytes = Bytes::default().tag(21).id(salt.0).text(handle).id(person.0);
    let registered = active(RegisteredKind::Handle, 0, person.0, bytes);
    let id = registered.digest.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte));
    Registered { id, ..registered }
}

fn of_device(device: &Device) -> Registered {
    let Device { id, person, public_key, state, enrolled_at, revoked_at } = device;
    let bytes = Bytes::default().tag(23).id(id.0).id(person.0).fixed(public_key);
    let bytes = bytes.tag(number(*state)).number(enrolled_at.0);
    // Nothing is put where it is not known: digests of before it was noted stay as they are.
    let bytes = match revoked_at {
        Some(at) => bytes.number(at.0),
        None => bytes,
    };
    let registered = active(RegisteredKind::Device, id.0, person.0, bytes);
    Registered { state: *state, ..registered }
}

fn of_merchant(merchant: &Merchant) -> Registered {
    let Merchant { id, name, city, category, account, state, till_key_hash, salt } = merchant;
    let bytes = Bytes::default().tag(24).id(salt.0).id(id.0).text(name).text(city);
    let bytes = bytes.number(u64::from(*category)).id(account.0).tag(number(*state));
    let bytes = bytes.fixed(till_key_hash);
    Registered { state: *state, ..active(RegisteredKind::Merchant, id.0, account.0, bytes) }
}

fn of_api_key(key: &ApiKey) -> Registered {
    let ApiKey { id, merchant, name, scopes, secret_hash, opened_at, state } = key;
    let bytes = Bytes::default().tag(120).id(id.0).id(merchant.0).text(name).small(scopes.0);
    let bytes = bytes.fixed(secret_hash).number(opened_at.0).tag(number(*state));
    Registered { state: *state, ..active(RegisteredKind::ApiKey, id.0, merchant.0, bytes) }
}

fn of_webhook(webhook: &Webhook) -> Registered {
    let Webhook {
        id,
        merchant,
        url,
        events,
        secret,
        changed_at,
        opened_at,
        opened_after,
        state,
        version: _,
        progress: _,
    } = webhook;
    let bytes = Bytes::default().tag(121).id(id.0).id(merchant.0).text(url).small(events.0);
    let bytes = bytes.number(u64::from(*secret)).number(changed_at.0).number(opened_at.0);
    let bytes = bytes.number(*opened_after).tag(number(*state));
    Registered { state: *state, ..active(RegisteredKind::Webhook, id.0, merchant.0, bytes) }
}

fn of_profile(profile: &MerchantProfile) -> Registered {
    let MerchantProfile {
        merchant,
        address,
        opened_by,
        standing,
        reason,
        owners,
        staff,
        opened_at,
        salt,
    } = profile;
    let bytes = Bytes::default().tag(110).id(salt.0).id(merchant.0);
    let bytes = bytes.optional_text(address.as_deref()).optional_id(opened_by.map(|by| by.0));
    let bytes = bytes.tag(standing.number()).optional_text(reason.as_deref());
    let bytes = bytes.small(*owners).small(*staff).number(opened_at.0);
    active(RegisteredKind::MerchantProfile, merchant.0, merchant.0, bytes)
}

fn of_staff(staff: &Staff) -> Registered {
    let Staff { id, merchant, person, role, since, state } = staff;
    let bytes = Bytes::default().tag(111).id(id.0).id(merchant.0).id(person.0);
    let bytes = bytes.tag(role.number()).number(since.0).tag(number(*state));
    Registered { state: *state, ..active(RegisteredKind::Staff, id.0, merchant.0, bytes) }
}

fn of_invitation(invitation: &Invitation) -> Registered {
    let Invitation { id, merchant, role, secret_hash, by, expires_at, used_by } = invitation;
    let bytes = Bytes::default().tag(112).id(id.0).id(merchant.0).tag(role.number());
    let bytes = bytes.fixed(secret_hash).optional_id(by.map(|by| by.0)).number(expires_at.0);
    let bytes = bytes.optional_id(used_by.map(|by| by.0));
    let state = if used_by.is_some() { State::Closed } else { State::Active };
    Registered { state, ..active(RegisteredKind::Invitation, id.0, merchant.0, bytes) }
}

fn of_shift(shift: &Shift) -> Registered {
    let Shift { id, merchant, taker, opened_at, after, end, report } = shift;
    let bytes = put_taker(Bytes::default().tag(150).id(id.0).id(merchant.0), *taker);
    let bytes = bytes.number(opened_at.0).number(*after);
    let bytes = match end {
        None => bytes.tag(0),
        Some(ShiftEnd { at, last, number, by }) => {
            put_taker(bytes.tag(1).number(at.0).number(*last).number(*number), *by)
        }
    };
    let bytes = bytes.optional_text(report.as_deref());
    let state = if end.is_some() { State::Closed } else { State::Active };
    Registered { state, ..active(RegisteredKind::Shift, id.0, merchant.0, bytes) }
}

fn of_roster(roster: &Roster) -> Registered {
    let Roster { merchant, reports, open } = roster;
    let bytes = Bytes::default().tag(151).id(merchant.0).number(*reports);
    let bytes = bytes.number(open.len() as u64);
    let put = |bytes, (taker, shift): &(Taker, ShiftId)| put_taker(bytes, *taker).id(shift.0);
    let bytes = open.iter().fold(bytes, put);
    active(RegisteredKind::Roster, merchant.0, merchant.0, bytes)
}

fn put_taker(bytes: Bytes, taker: Taker) -> Bytes {
    let (number, id) = taker.parts();
    bytes.tag(number).optional_id(id)
}

fn number(state: State) -> u8 {
    match state {
        State::Active => 0,
        State::Closed => 1,
        State::Limited => 2,
        State::Pending => 3,
    }
}

#[cfg(test)]
mod tests;
