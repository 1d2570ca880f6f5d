//! Which sound boxes a shop has: places that boxes hold as nodes hold jobs, by leases of the store.
//!
//! So a box that is turned off is off on every node at once and after a restart, and no money or
//! promise of the bank depends on any of it (`docs/adr/0011`).

use crate::problem::Fault;
use crate::service::{ReadError, Service};
use crate::sound_box::{BoxKey, CODE_MS, PAIRED_MS, PLACES, SoundBox};
use crate::teller::TellerError;
use crate::{clock, random};
use bank::command::TakeLease;
use bank::id::{MerchantId, NodeId};
use bank::record::{Lease, Merchant, Record, State};
use bank::{Command, Envelope, Key, Receipt, Rejection, TimeMs};
use std::sync::Arc;
use wire::sound_box::CODE_DIGITS;
use wire::{ErrorCode, Id, Secret};

/// A box that is paired.
#[derive(Clone, Copy, Debug)]
pub struct Paired {
    /// The box.
    pub sound_box: SoundBox,
    /// Until when.
    pub until: TimeMs,
}

fn place_job(merchant: MerchantId, place: u8) -> String {
    format!("sound-box {} {place}", Id(merchant.0))
}

fn code_job(hash: &str) -> String {
    format!("sound-code {hash}")
}

fn used_job(hash: &str) -> String {
    format!("sound-code-used {hash}")
}

impl Service {
    /// Returns the key of boxes.
    pub fn box_key(&self) -> BoxKey {
        BoxKey::of(&self.keys.code)
    }

    /// Makes a pairing code of a shop; returns it with its end.
    ///
    /// # Errors
    /// `sound_boxes_too_many` when no place is free, and what a busy operator says.
    pub async fn offer_box(
        self: &Arc<Self>,
        merchant: MerchantId,
    ) -> Result<(Secret, TimeMs), Fault> {
        if self.boxes(merchant).await?.len() >= usize::from(PLACES) {
            return Err(ErrorCode::SoundBoxesTooMany.into());
        }
        // A remainder of 64 bits by 10^12 leans towards low codes by less than one in 10^7.
        let number = u64::from_be_bytes(random::bytes().map_err(Fault::internal)?);
        let code = Secret::new(format!("{:0CODE_DIGITS$}", number % 1_000_000_000_000));
        let hash = self.box_key().code_hash(&code).ok_or(ErrorCode::Internal)?;
        let until = self.take(code_job(&hash), merchant.0, CODE_MS).await?;
        Ok((code, until.ok_or(ErrorCode::Internal)?))
    }

    /// Pairs a box with a code. The same box with the same code is paired once.
    ///
    /// # Errors
    /// `sound_code_invalid` when there is no such code, it is over or another box used it;
    /// `sound_boxes_too_many`.
    pub async fn pair_box(
        self: &Arc<Self>,
        code: &Secret,
        id: u128,
    ) -> Result<(Merchant, Paired), Fault> {
        let hash = self.box_key().code_hash(code).ok_or(ErrorCode::SoundCodeInvalid)?;
        let offered = code_job(&hash);
        let merchant = self
            .read(move |service| {
                let lease = service.lease(offered, CODE_MS)?;
                let merchant = lease.ok_or(ErrorCode::SoundCodeInvalid)?.node.0;
                let merchant = service.merchant(MerchantId(merchant))?;
                let is_open = merchant.state == State::Active;
                is_open.then_some(merchant).ok_or_else(|| ErrorCode::SoundCodeInvalid.into())
            })
            .await?;
        // Whoever is first has the code, on whichever node; it is over before this is forgotten.
        if self.take(used_job(&hash), id, CODE_MS * 2).await?.is_none() {
            return Err(ErrorCode::SoundCodeInvalid.into());
        }
        let boxes = self.boxes(merchant.id).await?;
        if let Some(again) = boxes.iter().find(|paired| paired.sound_box.id == id) {
            return Ok((merchant, *again));
        }
        for place in 1..=PLACES {
            if boxes.iter().any(|paired| paired.sound_box.place == place) {
                continue;
            }
            if let Some(until) = self.take(place_job(merchant.id, place), id, PAIRED_MS).await? {
                let sound_box = SoundBox { merchant: merchant.id, id, place };
                return Ok((merchant, Paired { sound_box, until }));
            }
        }
        Err(ErrorCode::SoundBoxesTooMany.into())
    }

    /// Returns the boxes of a shop, in the order of their places.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn boxes(self: &Arc<Self>, merchant: MerchantId) -> Result<Vec<Paired>, Fault> {
        self.read(move |service| {
            let mut boxes = Vec::new();
            for place in 1..=PLACES {
                if let Some(lease) = service.lease(place_job(merchant, place), PAIRED_MS)? {
                    let sound_box = SoundBox { merchant, id: lease.node.0, place };
                    boxes.push(Paired { sound_box, until: lease.until });
                }
            }
            Ok(boxes)
        })
        .await
    }

    /// Turns a box of a shop off; one that is off stays so.
    ///
    /// # Errors
    /// `sound_box_unknown`, also for a box of another shop.
    pub async fn turn_box_off(
        self: &Arc<Self>,
        merchant: MerchantId,
        id: u128,
    ) -> Result<(), Fault> {
        let places = self
            .read(move |service| {
                let mut places = Vec::new();
                for place in 1..=PLACES {
                    let key = Key::Lease(place_job(merchant, place));
                    if let Some(Record::Lease(lease)) = service.reader.record(&key)?
                        && lease.node.0 == id
                    {
                        places.push(place);
                    }
                }
                Ok(places)
            })
            .await?;
        if places.is_empty() {
            return Err(ErrorCode::SoundBoxUnknown.into());
        }
        for place in places {
            self.take(place_job(merchant, place), id, 0).await?;
        }
        Ok(())
    }

    /// Returns the shop of a box that is still paired.
    ///
    /// # Errors
    /// `sound_box_off`.
    pub fn shop_of_box(&self, sound_box: SoundBox) -> Result<Merchant, ReadError> {
        let off = || ReadError::from(ErrorCode::SoundBoxOff);
        let job = place_job(sound_box.merchant, sound_box.place);
        let lease = self.lease(job, PAIRED_MS)?.ok_or_else(off)?;
        match self.reader.record(&Key::Merchant(sound_box.merchant))? {
            Some(Record::Merchant(merchant))
                if lease.node.0 == sound_box.id && merchant.state == State::Active =>
            {
                Ok(merchant)
            }
            _ => Err(off()),
        }
    }

    /// Returns a lease that was taken for so long and goes on. One from before the database was put
    /// back does not: what ended after the backup would begin again.
    fn lease(&self, job: String, for_ms: u64) -> Result<Option<Lease>, ReadError> {
        let now = clock::now();
        Ok(match self.reader.record(&Key::Lease(job))? {
            Some(Record::Lease(lease))
                if now < lease.until
                    && lease.until <= now.plus_ms(for_ms * 2)
                    && self.epoch.0 <= lease.until.0.saturating_sub(for_ms) =>
            {
                Some(lease)
            }
            _ => None,
        })
    }

    /// Takes a lease; none when another has it.
    async fn take(
        self: &Arc<Self>,
        job: String,
        node: u128,
        for_ms: u64,
    ) -> Result<Option<TimeMs>, Fault> {
        let at = clock::now();
        let command = Command::TakeLease(TakeLease { job, node: NodeId(node), for_ms });
        match self.teller.decide(Envelope { key: None, nonce: None, at, command }).await {
            Ok(Ok(Receipt::LeaseTaken(until))) => Ok(Some(until)),
            Ok(Err(refusal)) if refusal.rejection == Rejection::LeaseHeld => Ok(None),
            Ok(_) => Err(Fault::internal("a lease was answered with something else")),
            Err(TellerError::Overloaded) => {
                Err(Fault::from(ErrorCode::Overloaded).retry_after_s(1))
            }
            Err(TellerError::Unknown) => Err(Fault::store_unavailable()),
        }
    }
}
