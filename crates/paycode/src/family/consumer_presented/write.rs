//! A consumer-presented code written, as a wallet shows it.

use super::read::{AID_BYTES, twice};
use super::tlv::{self, DataObject};
use super::{Application, ConsumerPresented, FORMAT, tag};
use base64::{Engine, engine::general_purpose::STANDARD};

/// The longest text that is written, in bytes: the standard's limit.
pub const CONSUMER_TEXT_BYTES_MAX: usize = 512;

/// How many applications a code holds.
const APPLICATIONS_MAX: usize = 2;
/// The longest card number, in bytes.
const PAN_BYTES_MAX: usize = 10;
/// The longest track 2, in bytes.
const TRACK_2_BYTES_MAX: usize = 19;

/// Why a consumer-presented code cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsumerWriteError {
    /// No application, or more than two.
    #[error("a code holds one or two applications")]
    ApplicationCount,
    /// An application without an identifier of 5 to 16 bytes.
    #[error("an application has an identifier of 5 to 16 bytes")]
    AidMissing,
    /// An application without a number to pay from.
    #[error("an application has a card number or track 2, in itself or in the common data")]
    AccountMissing,
    /// A card number or track 2 that is too long or empty.
    #[error("a card number is 1 to 10 bytes long, track 2 is 1 to 19")]
    AccountMalformed,
    /// A tag twice in one template, or in an application and the common data.
    #[error("each tag stands once, in the application or in the common data")]
    TagTwice,
    /// A tag that cannot be written.
    #[error("a tag is one or two bytes as EMV forms them")]
    TagMalformed,
    /// Common data beside a single application.
    #[error("common data stands beside two applications")]
    CommonAlone,
    /// Longer than a till reads.
    #[error("a code is at most 512 bytes of text")]
    TooLong,
}

impl ConsumerPresented {
    /// Returns the code of these applications, the preferred one first, and of what holds for
    /// both. A new code is made for each use.
    ///
    /// # Errors
    /// The first rule that they break.
    pub fn from_applications(
        applications: Vec<Application>,
        common: Vec<DataObject>,
    ) -> Result<Self, ConsumerWriteError> {
        use ConsumerWriteError as Error;
        if applications.is_empty() || applications.len() > APPLICATIONS_MAX {
            return Err(Error::ApplicationCount);
        }
        if !common.is_empty() && applications.len() == 1 {
            return Err(Error::CommonAlone);
        }
        for application in &applications {
            check_application(application, &common)?;
        }
        let mut objects = Vec::new();
        for application in &applications {
            objects.push(template(tag::APPLICATION, &application.objects)?);
        }
        if !common.is_empty() {
            objects.push(template(tag::COMMON, &common)?);
        }
        let code = Self { objects, applications, common };
        if code.write().len() > CONSUMER_TEXT_BYTES_MAX { Err(Error::TooLong) } else { Ok(code) }
    }

    /// Writes the text of the code, for a symbol in byte mode.
    pub fn write(&self) -> String {
        let format = DataObject::new(tag::FORMAT, FORMAT);
        let objects: Vec<_> = std::iter::once(&format).chain(&self.objects).cloned().collect();
        // No value is longer than the text that it was read from, or was refused when made.
        STANDARD.encode(tlv::write_objects(&objects).unwrap_or_default())
    }
}

fn template(tag: u16, objects: &[DataObject]) -> Result<DataObject, ConsumerWriteError> {
    let value = tlv::write_objects(objects).ok_or(ConsumerWriteError::TooLong)?;
    // What is above the limit already is not copied once more.
    if value.len() > CONSUMER_TEXT_BYTES_MAX {
        return Err(ConsumerWriteError::TooLong);
    }
    Ok(DataObject::new(tag, value))
}

fn check_application(
    application: &Application,
    common: &[DataObject],
) -> Result<(), ConsumerWriteError> {
    use ConsumerWriteError as Error;
    let all = || application.objects.iter().chain(common);
    if all().any(|object| !object.has_writable_tag()) {
        return Err(Error::TagMalformed);
    }
    if twice(all()) {
        return Err(Error::TagTwice);
    }
    if !application.get(tag::AID).is_some_and(|aid| AID_BYTES.contains(&aid.value.len())) {
        return Err(Error::AidMissing);
    }
    let bytes_max = |object: &DataObject| match object.tag {
        tag::PAN => Some(PAN_BYTES_MAX),
        tag::TRACK_2 => Some(TRACK_2_BYTES_MAX),
        _ => None,
    };
    let accounts: Vec<_> = all().filter_map(|o| Some((bytes_max(o)?, o.value.len()))).collect();
    if accounts.is_empty() {
        return Err(Error::AccountMissing);
    }
    let fits = accounts.iter().all(|(max, length)| (1..=*max).contains(length));
    if fits { Ok(()) } else { Err(Error::AccountMalformed) }
}
