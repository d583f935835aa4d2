//! One module a command.

pub mod actor;
pub mod annotate;
pub mod completions;
pub mod correct;
pub mod eval;
pub mod eval_events;
pub mod eval_measures;
pub mod eval_statements;
pub mod events;
pub mod export;
pub mod extract;
pub mod forget;
pub mod licences;
pub mod models;
pub mod parse;
pub mod problems;
pub mod read;
pub mod search;
pub mod show;
pub mod statements;
pub mod train;
pub mod verify;
pub mod world;
