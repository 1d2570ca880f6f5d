//! `tongbaod init-demo`: an operator to try things with. Everything goes through the real rules,
//! and every identifier is made from a key of the data folder, so that a second run (also after a
//! run that was cut off) finds what is there and changes nothing.

mod campaign;
mod coupons;
mod owner;
mod payments;
mod people;
mod shops;

use super::desk::Desk;
use super::init::{Facts, private, text, write};
use super::{CommandError, print};
use crate::config::FILE_NAME;
use crate::{keys, random};
use ring::hmac;
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use wire::Id;

/// A shop of the demo may be a program on the same machine.
const WEBHOOK: &str = "\n# A demo's webhooks may lead to this machine; never with real money.\n\
    [webhook]\nloopback = true\n";

/// What `init-demo` takes.
#[derive(Debug, clap::Args)]
pub struct InitDemo {
    /// The address and port to serve on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address that wallets use; `http://LISTEN` when absent.
    #[arg(long)]
    public_url: Option<String>,
    /// The database: a file, or the URL of an empty PostgreSQL database; `bank.sqlite` when absent.
    #[arg(long)]
    database: Option<String>,
    /// Starts a campaign too: payments to shops may win.
    #[arg(long)]
    campaign: bool,
    /// Gives the first shop an owner who waits to be tried, as the others do.
    #[arg(long)]
    owner: bool,
    /// Binds cards, by a sandbox issuer (`tongbao-issuer`) at this address of this machine; its
    /// secret is made in the folder of the keys.
    #[arg(long, value_name = "ADDRESS")]
    issuer: Option<SocketAddr>,
}

/// What the demo and its issuer know each other by.
const ISSUER_SECRET: &str = "issuer.secret";

/// The demo's own key.
const KEY: &str = "demo.key";

impl InitDemo {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let public_url = self.public_url.unwrap_or_else(|| format!("http://{}", self.listen));
        let config = text(&Facts {
            operator: "demo.tongbao",
            name: "Demo Town",
            currency: "CNY",
            country: "CN",
            public_url: &public_url,
            listen: self.listen,
            log_pretty: true,
            database: self.database.as_deref(),
            code: "# A demo shows the codes in its log; never do so with real money.\n\
                   sender = \"log\"\n",
        });
        let config = config + WEBHOOK;
        let config = match self.issuer {
            Some(address) if !data.join(FILE_NAME).exists() => config + &issuer(data, address)?,
            _ => config,
        };
        let desk = write(data, &config)?;
        let more = More { campaign: self.campaign, owner: self.owner };
        let result = fill(&desk, data, more, json);
        desk.close();
        result
    }
}

/// Makes the secret, unless it is there, and returns the table that names it.
fn issuer(data: &Path, address: SocketAddr) -> Result<String, CommandError> {
    let keys = data.join("keys");
    std::fs::create_dir_all(&keys).map_err(|error| CommandError::file(&keys, &error))?;
    let path = keys.join(ISSUER_SECRET);
    if !path.exists() {
        let secret: [u8; 32] = random::bytes()?;
        private(&path, &format!("{}\n", crate::hex::encode(&secret)))?;
    }
    let path = std::path::absolute(&path).map_err(|error| CommandError::file(&path, &error))?;
    let path = toml::Value::String(path.display().to_string());
    Ok(format!(
        "\n# Who confirms cards: here the sandbox issuer, `tongbao-issuer`.\n[issuer]\n\
         url = \"http://{address}\"\nsecret_file = {path}\n"
    ))
}

/// What a demo has only when it is asked for.
struct More {
    campaign: bool,
    owner: bool,
}

fn fill(desk: &Desk, data: &Path, more: More, json: bool) -> Result<(), CommandError> {
    let demo = Demo { desk, key: keys::named(&desk.config.keys, KEY)? };
    people::open(&demo)?;
    let shops = shops::open(&demo, data)?;
    payments::pay(&demo)?;
    coupons::open(&demo, more.owner)?;
    if more.campaign {
        campaign::open(&demo)?;
    }
    if more.owner {
        owner::open(&demo)?;
    }
    let people = people::list(&demo, more.owner)?;
    let value = json!({
        "operator": desk.config.operator,
        "name": desk.config.name,
        "url": desk.config.public_url,
        "issuer": desk.config.issuer.as_ref().map(|issuer| &issuer.url),
        "people": people.iter().map(|person| json!({
            "name": person.name, "handle": person.handle, "balance_minor": person.balance_minor,
        })).collect::<Vec<_>>(),
        "owner": more.owner.then(|| json!({
            "handle": people::WEI.handle, "merchant": Id(shops::merchant_of(&demo, owner::SHOP).0),
        })),
        "merchants": shops.iter().map(|shop| json!({
            "merchant": shop.merchant, "name": shop.name, "city": shop.city,
            "till_key": shop.till_key, "till_url": shop.till_url,
            "label": shop.label, "code": shop.code, "svg": shop.svg, "png": shop.png,
        })).collect::<Vec<_>>(),
    });
    // Tills' keys stand in it: for its owner only.
    private(&data.join("demo.json"), &format!("{value:#}\n"))?;
    print::value(json, &value, &table(desk, &people, &shops));
    Ok(())
}

fn table(desk: &Desk, people: &[people::Listed], shops: &[shops::Shop]) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", desk.config.name, desk.config.operator)];
    for person in people {
        lines.push(format!("  {:<22} {:<24} {:>10}", person.name, person.handle, person.balance));
    }
    for shop in shops {
        lines.push(format!("  {:<22} {}", shop.name, shop.png));
        lines.push(format!("  {:<22} {}", "", shop.till_url));
    }
    lines
}

/// What fills the demo.
struct Demo<'a> {
    desk: &'a Desk,
    key: hmac::Key,
}

impl Demo<'_> {
    /// Returns 32 bytes that belong to a name: the same in this data folder each time, not to be
    /// guessed elsewhere.
    fn bytes(&self, name: &str) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hmac::sign(&self.key, name.as_bytes()).as_ref());
        bytes
    }

    /// Returns an identifier that belongs to a name.
    fn id(&self, name: &str) -> u128 {
        self.bytes(name).iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte))
    }
}
