//! `tongbaod init`: a new operator's configuration, keys and database.

use super::desk::Desk;
use super::{CommandError, print};
use crate::config::{Config, FILE_NAME};
use crate::keys::Keys;
use std::net::SocketAddr;
use std::path::Path;

/// What `init` takes.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The operator's name inside payment codes, for example `harbour.example`; never change it.
    #[arg(long)]
    operator: String,
    /// The name for people.
    #[arg(long)]
    name: String,
    /// The currency's three letters.
    #[arg(long)]
    currency: String,
    /// The country's two letters.
    #[arg(long)]
    country: String,
    /// The address that wallets use, for example `https://pay.example.org`.
    #[arg(long)]
    public_url: Option<String>,
    /// The address and port to serve on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The host of the mail relay that sends one-time codes.
    #[arg(long)]
    smtp_host: String,
    /// The sender of the codes, for example `Harbour <codes@example.org>`.
    #[arg(long)]
    smtp_from: String,
    /// The database: a file, or the URL of an empty PostgreSQL database; `bank.sqlite` when absent.
    #[arg(long)]
    database: Option<String>,
}

impl Init {
    pub(super) fn run(self, data: &Path) -> Result<(), CommandError> {
        let Self { operator, name, currency, country, public_url, listen, .. } = self;
        let Self { smtp_host, smtp_from, database, .. } = self;
        let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
        let text = text(&Facts {
            operator: &operator,
            name: &name,
            currency: &currency,
            country: &country,
            public_url: &public_url,
            listen,
            log_pretty: false,
            database: database.as_deref(),
            code: &format!(
                "sender = \"smtp\"\nhost = {}\ntls = \"starttls\"    # or \"tls\", or \"none\" to \
                 a relay on this machine\nfrom = {}\n# port = 587\n# user = \"\"\n# password = \
                 \"\"\n# sms_mail_domain = \"sms.example.org\"\n",
                quoted(&smtp_host),
                quoted(&smtp_from)
            ),
        });
        if data.join(FILE_NAME).exists() {
            let message = format!("{} is there already", data.join(FILE_NAME).display());
            return Err(CommandError::new("exists", message));
        }
        write(data, &text)?.close();
        print::line(&format!("{} is set up; next: tongbaod serve", data.display()));
        Ok(())
    }
}

/// What stands in a new configuration file.
pub struct Facts<'a> {
    /// The operator's name inside payment codes.
    pub operator: &'a str,
    /// The name for people.
    pub name: &'a str,
    /// The currency.
    pub currency: &'a str,
    /// The country.
    pub country: &'a str,
    /// The address that wallets use.
    pub public_url: &'a str,
    /// Where to serve.
    pub listen: SocketAddr,
    /// Whether the log is for people.
    pub log_pretty: bool,
    /// The database, where it is not the usual file.
    pub database: Option<&'a str>,
    /// The keys of the `[code]` table.
    pub code: &'a str,
}

/// Returns the text of a configuration file, with its comments.
pub fn text(facts: &Facts<'_>) -> String {
    let Facts { operator, name, currency, country, public_url, listen, log_pretty, database, code } =
        facts;
    let database = database.map_or_else(String::new, |database| {
        format!("# The database.\ndatabase = {}\n\n", quoted(database))
    });
    format!(
        "# The configuration of this operator; docs/operating.md explains every key.\n\n\
         # The name inside payment codes and signed orders. Never change it: printed labels and\n\
         # kept evidence name it.\n\
         operator = {}\n# The name for people.\nname = {}\ncurrency = {}\ncountry = {}\n\n\
         # Where to serve, and the address that wallets use (through a proxy that ends TLS).\n\
         listen = \"{listen}\"\npublic_url = {}\n# Proxies whose X-Forwarded-For is believed.\n\
         trusted_proxies = []\n# Health and metrics elsewhere than on `listen`:\n\
         # admin_listen = \"127.0.0.1:9090\"\n\n\
         # The largest payment, and from which amount on the PIN is needed (0.00: always).\n\
         # These and the other limits of payments hold until `tongbaod setting set` changes them.\n\
         # payment_max = \"5000.00\"\n# pin_from = \"0.00\"\n\n\
         # The first two digits of payer codes: 16-24, 31-61 or 63-99.\n\
         # payer_code_prefix = 71\n\n\
         {database}# true: a log for people; false: JSON.\nlog_pretty = {log_pretty}\n\n\
         # How one-time codes are sent.\n[code]\n{code}\n\
         # What is taken of what customers pay to shops, in hundredths of a per cent (30: 0.3 %),\n\
         # of payments from an amount on; see also `tongbaod setting set fee.rate_bp`.\n\
         [fee]\n# rate_bp = 0\n# free_below = \"0.00\"\n\n\
         # Payments by payer code without the PIN: the largest, and in any 24 hours.\n\
         [quick_pay]\n# payment_max = \"100.00\"\n# day_max = \"300.00\"\n\
         # day_uses_max = 10\n\n\
         # Top-ups by card: the smallest, the largest, and of one person in any 24 hours.\n\
         [card_top_up]\n# min = \"1.00\"\n# max = \"2000.00\"\n# day_max = \"5000.00\"\n\
         # day_uses_max = 20\n\n\
         # Shops that people open in the app: approved by `tongbaod merchant approve`, or by\n\
         # themselves; and how much of one payment a cashier gives back.\n\
         [merchants]\n# auto_approve = false\n# cashier_refund_max = \"200.00\"\n\n\
         # Rates and sizes.\n[limit]\n\
         # per_ip_per_minute = 1200\n# per_device_per_minute = 300\n",
        quoted(operator),
        quoted(name),
        quoted(currency),
        quoted(country),
        quoted(public_url),
    )
}

/// Writes a text as TOML does.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Writes configuration, keys and database; what is there already is left as it is.
pub fn write(data: &Path, text: &str) -> Result<Desk, CommandError> {
    let path = data.join(FILE_NAME);
    if !path.exists() {
        // A text that does not parse is not written.
        Config::parse(text, data)?;
        std::fs::create_dir_all(data).map_err(|error| CommandError::file(data, &error))?;
        private(&path, text)?;
    }
    let config = Config::load(data)?;
    let keys = Keys::create(&config.keys)?;
    Desk::set_up(config, keys)
}

/// Writes a file that only its owner reads: whole, or not at all.
pub fn private(path: &Path, text: &str) -> Result<(), CommandError> {
    use std::io::Write as _;
    let wrong = |error: std::io::Error| CommandError::file(path, &error);
    let beside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(wrong)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(wrong)?;
    std::fs::rename(&beside, path).map_err(wrong)
}
