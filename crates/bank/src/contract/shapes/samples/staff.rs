//! Merchants that persons open, and their staff, at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::id::{ApiKeyId, InvitationId, MerchantId, PersonId, StaffId, TimeMs};
use crate::receipt::Receipt;
use crate::record::{
    Founder, Invitation, MerchantProfile, Record, Role, Served, Staff, Standing, State, Taker,
};
use crate::registered::Salt;

fn profile(merchant: u128, standing: Standing, is_full: bool) -> Record {
    Record::MerchantProfile(Box::new(MerchantProfile {
        merchant: MerchantId(merchant),
        address: is_full.then(|| TEXT.to_owned()),
        opened_by: is_full.then_some(PersonId(HIGH)),
        standing,
        reason: is_full.then(|| TEXT.to_owned()),
        owners: if is_full { u16::MAX } else { 0 },
        staff: u16::MAX,
        opened_at: AT,
        salt: Salt(HIGH),
    }))
}

fn staff(id: u128, role: Role, state: State) -> Record {
    let (merchant, person) = (MerchantId(HIGH), PersonId(0));
    Record::Staff(Staff { id: StaffId(id), merchant, person, role, since: TimeMs(0), state })
}

fn invitation(id: u128, role: Role, is_full: bool) -> Record {
    Record::Invitation(Invitation {
        id: InvitationId(id),
        merchant: MerchantId(HIGH),
        role,
        secret_hash: [0xFF; 32],
        by: is_full.then_some(StaffId(0)),
        expires_at: AT,
        used_by: is_full.then_some(PersonId(HIGH)),
    })
}

fn served(merchant: u128, id: u128, taker: Taker) -> Record {
    Record::Served(Served { merchant: MerchantId(merchant), id, taker })
}

pub(super) fn records() -> Vec<Record> {
    let mut records = vec![
        profile(0, Standing::Pending, false),
        profile(1, Standing::Active, true),
        profile(HIGH, Standing::Refused, true),
        Record::Founder(Founder { person: PersonId(HIGH), merchants: 1 }),
        served(HIGH, 0, Taker::Staff(StaffId(HIGH))),
        served(0, HIGH, Taker::Key(ApiKeyId(0))),
        invitation(HIGH, Role::Cashier, true),
    ];
    for (id, role) in (0..).zip(Role::ALL) {
        records.extend([staff(id, role, State::Active), invitation(id, role, false)]);
    }
    records
}

pub(super) fn later_records() -> Vec<Record> {
    vec![
        profile(0, Standing::Active, true),
        profile(HIGH, Standing::Active, false),
        Record::Founder(Founder { person: PersonId(HIGH), merchants: u16::MAX }),
        staff(0, Role::Auditor, State::Closed),
        invitation(0, Role::Owner, true),
    ]
}

pub(super) fn answers() -> Vec<Receipt> {
    vec![Receipt::Invited(InvitationId(HIGH), AT), Receipt::Invited(InvitationId(0), TimeMs(0))]
}
