//! Invites somebody to a shop's staff: the code is drawn to be scanned.

use crate::door::wallet;
use crate::request::id;
use crate::view::InvitationView;
use crate::{Host, InviteStaffRequest, UiError};
use wallet::merchant::Invitation;

pub(crate) async fn invite_staff<H: Host>(
    host: &H,
    request: InviteStaffRequest,
) -> Result<InvitationView, UiError> {
    let InviteStaffRequest { merchant, role } = request;
    let made = wallet(host).await?.invite_staff(id(&merchant)?, role.into()).await?;
    let Invitation { code, role, expires_at_ms } = made;
    let code = code.expose().to_owned();
    let svg = scan::draw::svg(&code, None).map_err(|_| UiError::internal())?;
    Ok(InvitationView { code, svg, role: role.into(), ends_at_ms: expires_at_ms })
}
