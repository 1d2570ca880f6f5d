//! `tongbaod ready`: asks the server of this data folder whether it serves, as a probe does.

use super::{CommandError, print};
use crate::config::Config;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

/// How long connecting, asking and each read of the answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// What `ready` takes.
#[derive(Debug, clap::Args)]
pub struct Ready {
    /// Asks here instead of where the configuration says.
    #[arg(long)]
    address: Option<SocketAddr>,
}

impl Ready {
    pub(super) fn run(self, data: &Path) -> Result<(), CommandError> {
        let address = match self.address {
            Some(address) => address,
            None => {
                let config = Config::load(data)?;
                here(config.admin_listen.unwrap_or(config.listen))
            }
        };
        let answer = ask(address)
            .map_err(|error| CommandError::new("not_ready", format!("{address}: {error}")))?;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        if status == "200" {
            print::line("ready");
            return Ok(());
        }
        Err(CommandError::new("not_ready", format!("{address} answers with status {status}")))
    }
}

/// Returns where to reach a server that listens on an address: all addresses are this machine's.
fn here(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Returns the beginning of the answer, with the status in it.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(64).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
