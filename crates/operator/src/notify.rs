//! Tells systemd how far the service is (`sd_notify`, `Type=notify`): one datagram to the socket
//! that it names. Without one, or on other systems, nothing is told.

/// Tells that requests are served.
pub fn ready() {
    tell("READY=1");
}

/// Tells that the service is stopping in good order.
pub fn stopping() {
    tell("STOPPING=1");
}

#[cfg(unix)]
fn tell(state: &str) {
    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else { return };
    if let Err(error) = send(&name, state) {
        tracing::warn!(%error, "systemd was not told: {state}");
    }
}

#[cfg(not(unix))]
fn tell(_: &str) {}

#[cfg(unix)]
fn send(name: &std::ffi::OsStr, state: &str) -> std::io::Result<()> {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let address = match name.as_bytes() {
        // A name that stands in no folder.
        #[cfg(target_os = "linux")]
        [b'@', name @ ..] => {
            <SocketAddr as std::os::linux::net::SocketAddrExt>::from_abstract_name(name)?
        }
        _ => SocketAddr::from_pathname(name)?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address).map(drop)
}
