//! Gives one of the staff another role.

use crate::door::wallet;
use crate::request::id;
use crate::view::StaffView;
use crate::{ChangeRoleRequest, Host, UiError};

pub(crate) async fn change_role<H: Host>(
    host: &H,
    request: ChangeRoleRequest,
) -> Result<StaffView, UiError> {
    let ChangeRoleRequest { merchant, staff, role } = request;
    let (merchant, staff) = (id(&merchant)?, id(&staff)?);
    Ok(StaffView::of(wallet(host).await?.change_role(merchant, staff, role.into()).await?))
}
