//! What ends a command, and the exit code it ends with.

use std::fmt;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All done: exit code 0.
    Done,
    /// Some documents failed, the rest is done: exit code 1.
    SomeFailed,
    /// Nothing could be done, said already: exit code 2.
    NothingDone,
}

impl Outcome {
    /// The outcome for so many documents done and failed.
    pub fn of(done: u64, failed: u64) -> Self {
        match (done, failed) {
            (_, 0) => Outcome::Done,
            (0, _) => Outcome::NothingDone,
            _ => Outcome::SomeFailed,
        }
    }

    /// 0 fine, 1 some documents failed, 2 nothing could be done.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::SomeFailed => 1,
            Outcome::NothingDone => 2,
        }
    }
}

/// Why nothing could be done, for a person to read.
#[derive(Debug)]
pub enum Failure {
    /// What happened and what to do about it.
    Message(String),
    /// Whoever read our output has closed it (`| head`): not an error.
    Closed,
}

impl Failure {
    /// A failure with a message.
    pub fn new(message: impl fmt::Display) -> Self {
        Failure::Message(message.to_string())
    }
}

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let any: &dyn std::any::Any = &error;
        if any.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
        {
            return Failure::Closed;
        }
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_text = cause.to_string();
            if !message.contains(&cause_text) {
                message.push_str(": ");
                message.push_str(&cause_text);
            }
            source = cause.source();
        }
        Failure::Message(message)
    }
}

/// Result of a command.
pub type Result<T, E = Failure> = std::result::Result<T, E>;
