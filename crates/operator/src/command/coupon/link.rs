//! `tongbaod coupon link`: the address of a batch as text, in the terminal, and drawn into a file.

use super::find;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::paycodes;
use promotion::State;
use serde_json::json;
use std::path::{Path, PathBuf};
use wire::Id;

/// Of which batch.
#[derive(Debug, clap::Args)]
pub struct Link {
    /// The batch's identifier or title.
    #[arg(long)]
    stock: String,
    /// Draws the code alone into this file, whose name ends in .svg, .pdf or .png.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Link {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let stock = find(desk, &self.stock)?;
        let link = paycodes::coupon(&desk.config, stock.id)?;
        if let Some(out) = &self.out {
            draw(&link, &stock.title, out)?;
        }
        let value = json!({
            "stock": Id(stock.id.0), "link": link, "listed": stock.is_listed, "file": self.out,
        });
        let mut lines = vec![paycodes::draw_blocks(&link)?, link];
        if stock.state == State::Draft {
            lines.push("a draft: nobody can take a coupon before it is started".to_owned());
        }
        if !desk.config.public_url.starts_with("https://") {
            let said = "public_url is not https: wallets read the code, other cameras find no page";
            lines.push(said.to_owned());
        }
        print::value(json, &value, &lines);
        Ok(())
    }
}

/// The side of the code in a PDF, quiet zone included.
const PDF_SIDE: &str = "60mm";

fn draw(link: &str, title: &str, out: &Path) -> Result<(), CommandError> {
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => paycodes::draw_svg(link)?.into_bytes(),
        Some("pdf") => {
            let sized = format!("<svg width='{PDF_SIDE}' height='{PDF_SIDE}' ");
            let svg = paycodes::draw_svg(link)?.replacen("<svg ", &sized, 1);
            // There are no letters in it.
            pdf::write(&svg, title, pdf::Database::new())
                .map_err(|error| CommandError::new(error.code(), error.to_string()))?
        }
        Some("png") => paycodes::draw_png(link)?,
        _ => return Err(CommandError::new("file", "the file's name ends in .svg, .pdf or .png")),
    };
    std::fs::write(out, bytes).map_err(|error| CommandError::file(out, &error))
}
