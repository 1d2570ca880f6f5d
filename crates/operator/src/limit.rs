//! Rate limits: how often one address, device or handle may ask.

use crate::config::LimitConfig;
use crate::problem::Fault;
use bank::id::{MerchantId, PersonId};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use wire::ErrorCode;

/// Networks that are remembered one by one.
const NETWORKS_MAX: usize = 200_000;

/// How many envelopes one person tries to claim in a minute.
const CLAIMS_PER_MINUTE: u32 = 30;

/// How many cards one person tries to bind in an hour.
const CARDS_PER_HOUR: u32 = 10;

/// How many pairing codes for sound boxes one shop makes in an hour.
const SOUND_CODES_PER_HOUR: u32 = 60;

/// How many pairing codes one address tries in a minute.
const SOUND_TRIES_PER_MINUTE: u32 = 20;

/// The limits of one operator's process.
pub struct Limits {
    ip: DefaultKeyedRateLimiter<IpAddr>,
    device: DefaultKeyedRateLimiter<u128>,
    same: DefaultKeyedRateLimiter<(u128, u64)>,
    claim: DefaultKeyedRateLimiter<u128>,
    card: DefaultKeyedRateLimiter<u128>,
    sound_offer: DefaultKeyedRateLimiter<u128>,
    sound_pair: DefaultKeyedRateLimiter<IpAddr>,
    enrolment_handle: DefaultKeyedRateLimiter<String>,
    enrolment_ip: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// Returns fresh limits.
    pub fn new(config: &LimitConfig) -> Self {
        let per_minute = |rate| RateLimiter::keyed(Quota::per_minute(at_least_one(rate)));
        Self {
            ip: per_minute(config.per_ip_per_minute),
            device: RateLimiter::keyed(Quota::per_minute(at_least_one(
                config.per_device_per_minute,
            ))),
            same: RateLimiter::keyed(Quota::per_minute(at_least_one(config.same_per_minute))),
            claim: RateLimiter::keyed(Quota::per_minute(at_least_one(CLAIMS_PER_MINUTE))),
            card: RateLimiter::keyed(Quota::per_hour(at_least_one(CARDS_PER_HOUR))),
            sound_offer: RateLimiter::keyed(Quota::per_hour(at_least_one(SOUND_CODES_PER_HOUR))),
            sound_pair: per_minute(SOUND_TRIES_PER_MINUTE),
            enrolment_handle: RateLimiter::keyed(Quota::per_hour(at_least_one(
                config.enrolments_per_handle_per_hour,
            ))),
            enrolment_ip: RateLimiter::keyed(Quota::per_hour(at_least_one(
                config.enrolments_per_ip_per_hour,
            ))),
        }
    }

    /// Counts a request of an address.
    ///
    /// # Errors
    /// `rate_limited`, with the time to wait; so do all limits.
    pub fn ip(&self, ip: IpAddr) -> Result<(), Fault> {
        check(&self.ip, &self.remembered(ip))
    }

    /// Returns the network that an address counts for; a far wider one when so many ask that each
    /// cannot be remembered.
    fn remembered(&self, ip: IpAddr) -> IpAddr {
        let network = network(ip);
        if self.ip.len() < NETWORKS_MAX {
            return network;
        }
        match network {
            IpAddr::V4(ip) => {
                let [a, b, ..] = ip.octets();
                IpAddr::V4(Ipv4Addr::new(a, b, 0, 0))
            }
            IpAddr::V6(ip) => {
                let [a, b, ..] = ip.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0))
            }
        }
    }

    /// Counts a request of a device or a till.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn device(&self, id: u128) -> Result<(), Fault> {
        check(&self.device, &id)
    }

    /// Counts a question of a device or a till about the same thing.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn same(&self, id: u128, path: &str) -> Result<(), Fault> {
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        check(&self.same, &(id, hasher.finish()))
    }

    /// Counts a claim of an envelope by a person, from whichever of their devices.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn claim(&self, person: PersonId) -> Result<(), Fault> {
        check(&self.claim, &person.0)
    }

    /// Counts a card that a person tries to bind.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn card(&self, person: PersonId) -> Result<(), Fault> {
        check(&self.card, &person.0)
    }

    /// Counts a pairing code for a sound box that a shop makes.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn sound_offer(&self, merchant: MerchantId) -> Result<(), Fault> {
        check(&self.sound_offer, &merchant.0)
    }

    /// Counts a pairing code that an address tries.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn sound_pair(&self, ip: IpAddr) -> Result<(), Fault> {
        check(&self.sound_pair, &network(ip))
    }

    /// Counts an enrolment started from an address.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn enrolment_ip(&self, ip: IpAddr) -> Result<(), Fault> {
        check(&self.enrolment_ip, &network(ip))
    }

    /// Counts an enrolment started for a handle, known or not.
    ///
    /// # Errors
    /// As [`Limits::ip`].
    pub fn enrolment_handle(&self, handle: &str) -> Result<(), Fault> {
        check(&self.enrolment_handle, &handle.to_owned())
    }

    /// Forgets whoever has been quiet; call it now and then.
    pub fn forget_quiet(&self) {
        self.ip.retain_recent();
        self.device.retain_recent();
        self.same.retain_recent();
        self.claim.retain_recent();
        self.card.retain_recent();
        self.sound_offer.retain_recent();
        self.sound_pair.retain_recent();
        self.enrolment_handle.retain_recent();
        self.enrolment_ip.retain_recent();
    }
}

fn at_least_one(rate: u32) -> NonZeroU32 {
    NonZeroU32::new(rate).unwrap_or(NonZeroU32::MIN)
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Fault> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        Fault::from(ErrorCode::RateLimited).retry_after_s(wait.as_secs() + 1)
    })
}

/// One home has a whole /64 of IPv6 addresses: they count as one.
pub fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
