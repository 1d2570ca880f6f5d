//! Sends one-time codes: by mail (also to an SMS gateway that takes mail), or in a demo into the
//! log.

use super::handle::Handle;
use crate::config::{CodeConfig, SmtpConfig, SmtpTls};
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::Duration;
use wire::Secret;
use wire::operator::HandleKind;

/// How codes leave this operator.
pub enum CodeSender {
    /// Into the log, for all to read: demos only.
    Log,
    /// By mail.
    Smtp(Box<SmtpSender>),
}

/// A mail relay.
pub struct SmtpSender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    sms_mail_domain: Option<String>,
}

/// The configured relay cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("code sender: {0}")]
pub struct SenderError(String);

/// Why a code was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// There is no way to handles of this kind.
    #[error("no way to handles of this kind")]
    KindUnsupported,
    /// The relay did not take the message; why is in the log.
    #[error("the code was not sent")]
    NotSent,
}

/// Longer than a healthy relay takes, shorter than a request lives.
const PATIENCE: Duration = Duration::from_secs(8);

impl CodeSender {
    /// Returns the configured sender; connects only when there is a code to send.
    ///
    /// # Errors
    /// When the relay's name or address cannot be used.
    pub fn new(config: &CodeConfig) -> Result<Self, SenderError> {
        match config {
            CodeConfig::Log => Ok(Self::Log),
            CodeConfig::Smtp(smtp) => Ok(Self::Smtp(Box::new(SmtpSender::new(smtp)?))),
        }
    }

    /// Returns the kinds of handle that can be reached.
    pub fn kinds(&self) -> Vec<HandleKind> {
        match self {
            Self::Log => vec![HandleKind::Email, HandleKind::Phone],
            Self::Smtp(smtp) if smtp.sms_mail_domain.is_some() => {
                vec![HandleKind::Email, HandleKind::Phone]
            }
            Self::Smtp(_) => vec![HandleKind::Email],
        }
    }

    /// Sends a code.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn send(
        &self,
        handle: &Handle,
        code: &Secret,
        operator: &str,
    ) -> Result<(), SendError> {
        match self {
            Self::Log => {
                tracing::warn!(
                    target: "tongbao::demo",
                    "DEMO ONLY: the one-time code for {} is {}",
                    handle.text(),
                    code.expose()
                );
                Ok(())
            }
            Self::Smtp(smtp) => smtp.send(handle, code, operator).await,
        }
    }
}

impl SmtpSender {
    fn new(config: &SmtpConfig) -> Result<Self, SenderError> {
        let wrong = |error: &dyn std::fmt::Display| SenderError(error.to_string());
        let SmtpConfig { host, port, tls, user, password, from, sms_mail_domain } = config;
        let parameters = || TlsParameters::new(host.clone()).map_err(|error| wrong(&error));
        let (tls, usual_port) = match tls {
            SmtpTls::Tls => (Tls::Wrapper(parameters()?), 465),
            SmtpTls::Starttls => (Tls::Required(parameters()?), 587),
            SmtpTls::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .tls(tls)
            .port(port.unwrap_or(usual_port))
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (user, password) {
            builder =
                builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self {
            transport: builder.build(),
            from: from.parse().map_err(|error| wrong(&error))?,
            sms_mail_domain: sms_mail_domain.clone(),
        })
    }

    async fn send(&self, handle: &Handle, code: &Secret, operator: &str) -> Result<(), SendError> {
        let to = match (handle.kind(), &self.sms_mail_domain) {
            (HandleKind::Email, _) => handle.text().to_owned(),
            (HandleKind::Phone, Some(domain)) => format!("{}@{domain}", handle.text()),
            (HandleKind::Phone, None) => return Err(SendError::KindUnsupported),
        };
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.parse().map_err(|_| SendError::NotSent)?)
            .subject(format!("Your code for {operator} · 验证码"))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .header(ContentTransferEncoding::QuotedPrintable)
                    .body(text(code, operator)),
            )
            .map_err(|_| SendError::NotSent)?;
        let sending = tokio::time::timeout(PATIENCE, self.transport.send(message)).await;
        match sending {
            Ok(Ok(_)) => Ok(()),
            // The relay's answer may repeat the address: only its kind goes to the log.
            Ok(Err(error)) => {
                let (permanent, timeout) = (error.is_permanent(), error.is_timeout());
                tracing::warn!(permanent, timeout, status = ?error.status(), "a code was not sent");
                Err(SendError::NotSent)
            }
            Err(_) => {
                tracing::warn!("a code was not sent: the relay does not answer");
                Err(SendError::NotSent)
            }
        }
    }
}

/// The message; the code stands alone on its first line, where phones and people find it.
fn text(code: &Secret, operator: &str) -> String {
    format!(
        "{code}\n\nThis is your code for {operator}. It is good for 10 minutes.\n\
         Nobody from {operator} will ask you for it. If you did not ask for it, ignore this \
         message.\n\n\
         这是你在 {operator} 的验证码,10 分钟内有效。请勿告诉任何人。\
         如果不是你本人操作,请忽略。\n",
        code = code.expose()
    )
}
