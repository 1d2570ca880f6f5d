//! Who may connect: so many at once, and so many of one address.

use super::deadline::Deadlines;
use crate::config::Config;
use crate::limit::network;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections of a listener that only the operator uses.
const FEW: u32 = 64;

/// One listener's bounds.
pub struct Gate {
    slots: Arc<Semaphore>,
    crowd: Mutex<HashMap<IpAddr, u32>>,
    per_ip: u32,
    trusted: Vec<IpAddr>,
    /// How long a connection may take for what.
    pub deadlines: Deadlines,
    /// All headers of a request, in bytes.
    pub header_bytes: usize,
    /// Headers of a request.
    pub headers: usize,
    /// How long requests get to finish when the operator stops.
    pub grace: Duration,
}

/// One address's place; free again when dropped.
pub struct Place {
    gate: Arc<Gate>,
    network: Option<IpAddr>,
    _slot: OwnedSemaphorePermit,
}

impl Gate {
    /// Returns the gate of the public listener.
    pub fn new(config: &Config) -> Self {
        Self::with(config, config.limit.connections, config.limit.connections_per_ip)
    }

    /// Returns the gate of a listener that only the operator uses.
    pub fn for_few(config: &Config) -> Self {
        Self::with(config, FEW, FEW)
    }

    fn with(config: &Config, all: u32, per_ip: u32) -> Self {
        let size = |count: u32| usize::try_from(count).unwrap_or(1);
        let seconds = |count: u32| Duration::from_secs(count.into());
        let (limit, timeout) = (&config.limit, &config.timeout);
        Self {
            slots: Arc::new(Semaphore::new(size(all))),
            crowd: Mutex::default(),
            per_ip,
            trusted: config.trusted_proxies.clone(),
            deadlines: Deadlines {
                idle: seconds(timeout.idle_s),
                header: seconds(timeout.header_s),
                answer: seconds(timeout.answer_s),
            },
            header_bytes: size(limit.header_bytes),
            headers: size(limit.headers),
            grace: seconds(timeout.stop_s),
        }
    }

    /// Waits for a place: without one nobody is accepted, and what waits in the kernel's queue
    /// costs nothing here.
    pub async fn slot(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.slots).acquire_owned().await.ok()
    }

    /// Lets an address in; not when it has all its places. Trusted proxies speak for many and are
    /// not counted.
    pub fn enter(self: &Arc<Self>, ip: IpAddr, slot: OwnedSemaphorePermit) -> Option<Place> {
        let network = (!self.trusted.contains(&ip.to_canonical())).then(|| network(ip));
        if let Some(network) = network {
            let mut crowd = self.lock();
            let count = crowd.entry(network).or_default();
            if *count >= self.per_ip {
                return None;
            }
            *count += 1;
        }
        metrics::gauge!("tongbao_connections").increment(1.0);
        Some(Place { gate: Arc::clone(self), network, _slot: slot })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
        self.crowd.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("tongbao_connections").decrement(1.0);
        let Some(network) = self.network else { return };
        let mut crowd = self.gate.lock();
        if let Some(count) = crowd.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                crowd.remove(&network);
            }
        }
    }
}
