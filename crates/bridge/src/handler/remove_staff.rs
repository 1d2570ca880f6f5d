//! Removes one of the staff.

use crate::door::wallet;
use crate::request::id;
use crate::view::StaffView;
use crate::{Host, RemoveStaffRequest, UiError};

pub(crate) async fn remove_staff<H: Host>(
    host: &H,
    request: RemoveStaffRequest,
) -> Result<StaffView, UiError> {
    let RemoveStaffRequest { merchant, staff } = request;
    let (merchant, staff) = (id(&merchant)?, id(&staff)?);
    Ok(StaffView::of(wallet(host).await?.remove_staff(merchant, staff).await?))
}
