//! The few records that commands touch, each with whether it is known, known to be absent, or not
//! looked up yet.

use crate::command::CommandKey;
use crate::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, CouponId, DeviceId, EnrolmentId,
    EnvelopeId, HoldId, InvitationId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, ShiftId, StaffId, StockId, TimeMs, WebhookId,
};
use crate::journal::ChainHead;
use crate::key::Key;
use crate::record::{
    Account, Answered, ApiKey, Campaign, Card, CardGift, CardTopUp, Claim, Coupon, Device, Drawn,
    Enrolment, Entrant, Founder, Handle, Hold, Invitation, Label, Lease, Merchant, MerchantProfile,
    NeutralityEntry, Nonce, Order, OrderGoods, Payment, Person, QuickPay, ReceiveCode, Receiver,
    Record, Returned, Roster, SentEnvelope, Served, Setting, Shift, Staff, Stock, TakenPayerCode,
    Webhook,
};
use crate::setting::SettingKey;
use foldhash::{HashMap, HashSet};
use std::collections::hash_map::Entry;

/// What a decision needs and the page does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What is under these keys.
    Records(Vec<Key>),
    /// Which campaigns there are.
    Campaigns,
    /// Which cards a person has bound.
    CardsOf(PersonId),
    /// Which top-ups by card a person has asked for after a moment.
    CardTopUpsOf(PersonId, TimeMs),
}

/// The records that a decision sees, and the end of the journal that it continues.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where the record under a key stands. Records are large and a batch has thousands of them: in
    /// the map itself they would spread the keys over more memory than a processor has at hand.
    places: HashMap<Key, usize>,
    records: Vec<Option<Record>>,
    /// The places of what decisions have changed, some more than once.
    changed: Vec<usize>,
    has_every_campaign: bool,
    has_cards_of: HashSet<PersonId>,
    has_card_top_ups_of: HashMap<PersonId, TimeMs>,
    head: ChainHead,
}

macro_rules! lookups {
    ($($name:ident($($part:ident: $type:ty),*) -> $record:ident by $key:expr;)*) => {
        $(pub(crate) fn $name(&self, $($part: $type),*) -> Result<Option<&$record>, Missing> {
            let key = $key;
            match self.find(&key) {
                Some(Some(Record::$record(record))) => Ok(Some(record)),
                // A record of another kind under this key cannot be: keys name their kind.
                Some(_) => Ok(None),
                None => Err(Missing::Records(vec![key])),
            }
        })*
    };
}

impl Page {
    /// Returns a page that knows nothing yet but where the journal ends.
    pub fn new(head: ChainHead) -> Self {
        Self { head, ..Self::default() }
    }

    /// Sets where the journal ends, before anything is decided.
    pub(crate) fn continue_from(&mut self, head: ChainHead) {
        self.head = head;
    }

    /// Returns the end of the journal, with the decisions so far.
    pub fn head(&self) -> ChainHead {
        self.head
    }

    /// Notes what the store holds under a key; `None` means that it holds nothing.
    pub fn put(&mut self, key: Key, record: Option<Record>) {
        self.place(key, record);
    }

    fn place(&mut self, key: Key, record: Option<Record>) -> usize {
        match self.places.entry(key) {
            Entry::Occupied(known) => {
                self.records[*known.get()] = record;
                *known.get()
            }
            Entry::Vacant(unknown) => {
                self.records.push(record);
                *unknown.insert(self.records.len() - 1)
            }
        }
    }

    /// Makes room for so many more records, so that what is there is not moved again and again.
    pub(crate) fn expect(&mut self, more: usize) {
        self.places.reserve(more);
        self.records.reserve(more);
    }

    fn find(&self, key: &Key) -> Option<Option<&Record>> {
        self.places.get(key).map(|place| self.records[*place].as_ref())
    }

    /// Notes that every campaign that the store holds is on the page.
    pub fn know_every_campaign(&mut self) {
        self.has_every_campaign = true;
    }

    /// Notes that every card that the store holds of a person is on the page.
    pub fn know_cards_of(&mut self, person: PersonId) {
        self.has_cards_of.insert(person);
    }

    /// Notes that every top-up by card that the store holds of a person is on the page, if it was
    /// asked for after a moment.
    pub fn know_card_top_ups_of(&mut self, person: PersonId, since: TimeMs) {
        self.has_card_top_ups_of.insert(person, since);
    }

    /// Returns whether the key was looked up.
    pub fn knows(&self, key: &Key) -> bool {
        self.places.contains_key(key)
    }

    /// Returns the record under a key, as far as it is known and there.
    pub fn record(&self, key: &Key) -> Option<&Record> {
        self.find(key)?
    }

    /// Lays a decision's changes over the page, so that the next command sees them.
    pub(crate) fn apply(&mut self, writes: Vec<Record>, head: ChainHead) {
        for record in writes {
            let place = self.place(record.key(), Some(record));
            self.changed.push(place);
        }
        self.head = head;
    }

    /// Returns what decisions have changed, each record once, in the order of the keys.
    pub(crate) fn into_changed(mut self) -> Vec<Record> {
        self.changed.sort_unstable();
        self.changed.dedup();
        let mut changed = Vec::with_capacity(self.changed.len());
        for place in self.changed {
            changed.extend(self.records[place].as_ref().map(|record| (record.key(), place)));
        }
        changed.sort_unstable();
        let mut records = Vec::with_capacity(changed.len());
        records.extend(changed.iter().filter_map(|(_, place)| self.records[*place].take()));
        records
    }

    lookups! {
        account(id: AccountId) -> Account by Key::Account(id);
        person(id: PersonId) -> Person by Key::Person(id);
        handle(handle: &str) -> Handle by Key::Handle(handle.to_owned());
        device(id: DeviceId) -> Device by Key::Device(id);
        enrolment(id: EnrolmentId) -> Enrolment by Key::Enrolment(id);
        merchant(id: MerchantId) -> Merchant by Key::Merchant(id);
        label(id: LabelId) -> Label by Key::Label(id);
        order(id: OrderId) -> Order by Key::Order(id);
        receive_code(id: ReceiveCodeId) -> ReceiveCode by Key::ReceiveCode(id);
        payment(id: PaymentId) -> Payment by Key::Payment(id);
        nonce(end: TimeMs, device: DeviceId, nonce: u128) -> Nonce by Key::Nonce(end, device, nonce);
        answered(key: CommandKey) -> Answered by Key::Answered(key);
        taken_payer_code(device: DeviceId) -> TakenPayerCode by Key::TakenPayerCode(device);
        quick_pay(person: PersonId) -> QuickPay by Key::QuickPay(person);
        returned(payment: PaymentId) -> Returned by Key::Returned(payment);
        hold(id: HoldId) -> Hold by Key::Hold(id);
        lease(job: &str) -> Lease by Key::Lease(job.to_owned());
        setting(key: SettingKey) -> Setting by Key::Setting(key);
        stock(id: StockId) -> Stock by Key::Stock(id);
        coupon(id: CouponId) -> Coupon by Key::Coupon(id);
        campaign(id: CampaignId) -> Campaign by Key::Campaign(id);
        drawn(payment: PaymentId) -> Drawn by Key::Drawn(payment);
        entrant(of: CampaignId, person: PersonId) -> Entrant by Key::Entrant(of, person);
        receiver(stock: StockId, person: PersonId) -> Receiver by Key::Receiver(stock, person);
        claim(envelope: EnvelopeId, person: PersonId) -> Claim by Key::Claim(envelope, person);
        card(person: PersonId, card: CardId) -> Card by Key::Card(person, card);
        card_gift(stock: StockId, card: CardId) -> CardGift by Key::CardGift(stock, card);
        card_top_up(id: CardTopUpId) -> CardTopUp by Key::CardTopUp(id);
        api_key(id: ApiKeyId) -> ApiKey by Key::ApiKey(id);
        webhook(id: WebhookId) -> Webhook by Key::Webhook(id);
        merchant_profile(id: MerchantId) -> MerchantProfile by Key::MerchantProfile(id);
        staff(id: StaffId) -> Staff by Key::Staff(id);
        invitation(id: InvitationId) -> Invitation by Key::Invitation(id);
        founder(id: PersonId) -> Founder by Key::Founder(id);
        served(merchant: MerchantId, id: u128) -> Served by Key::Served(merchant, id);
        roster(id: MerchantId) -> Roster by Key::Roster(id);
    }

    /// Returns every campaign, in no order.
    pub(crate) fn campaigns(&self) -> Result<impl Iterator<Item = &Campaign>, Missing> {
        if !self.has_every_campaign {
            return Err(Missing::Campaigns);
        }
        Ok(self.records.iter().filter_map(|record| match record {
            Some(Record::Campaign(campaign)) => Some(campaign.as_ref()),
            _ => None,
        }))
    }

    /// Returns every card that a person has bound or had, in no order.
    pub(crate) fn cards_of(
        &self,
        person: PersonId,
    ) -> Result<impl Iterator<Item = &Card>, Missing> {
        if !self.has_cards_of.contains(&person) {
            return Err(Missing::CardsOf(person));
        }
        Ok(self.records.iter().filter_map(move |record| match record {
            Some(Record::Card(card)) if card.person == person => Some(card),
            _ => None,
        }))
    }

    /// Returns every top-up by card that a person has asked for after a moment, in no order; some
    /// of before it may be among them.
    pub(crate) fn card_top_ups_of(
        &self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<impl Iterator<Item = &CardTopUp>, Missing> {
        if self.has_card_top_ups_of.get(&person).is_none_or(|known| *known > since) {
            return Err(Missing::CardTopUpsOf(person, since));
        }
        Ok(self.records.iter().filter_map(move |record| match record {
            Some(Record::CardTopUp(top_up)) if top_up.person == person => Some(top_up),
            _ => None,
        }))
    }

    pub(crate) fn neutrality(&self, number: u64) -> Result<Option<&NeutralityEntry>, Missing> {
        let key = Key::Neutrality(number);
        match self.find(&key) {
            Some(Some(Record::Neutrality(record))) => Ok(Some(record)),
            Some(_) => Ok(None),
            None => Err(Missing::Records(vec![key])),
        }
    }

    pub(crate) fn goods(&self, order: OrderId) -> Result<Option<&OrderGoods>, Missing> {
        let key = Key::Goods(order);
        match self.find(&key) {
            Some(Some(Record::Goods(record))) => Ok(Some(record)),
            Some(_) => Ok(None),
            None => Err(Missing::Records(vec![key])),
        }
    }

    pub(crate) fn shift(&self, id: ShiftId) -> Result<Option<&Shift>, Missing> {
        let key = Key::Shift(id);
        match self.find(&key) {
            Some(Some(Record::Shift(record))) => Ok(Some(record)),
            Some(_) => Ok(None),
            None => Err(Missing::Records(vec![key])),
        }
    }

    pub(crate) fn envelope(&self, id: EnvelopeId) -> Result<Option<&SentEnvelope>, Missing> {
        let key = Key::Envelope(id);
        match self.find(&key) {
            Some(Some(Record::Envelope(record))) => Ok(Some(record)),
            Some(_) => Ok(None),
            None => Err(Missing::Records(vec![key])),
        }
    }
}
