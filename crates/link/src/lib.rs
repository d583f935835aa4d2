//! Records to actors: who an entity is in the world.
//!
//! [`World`] holds the tables of states, persons, organisations and outlets, each with its names by language.
//! [`World::link`] gives the entities of a record, and those who speak and are spoken to, the actors whose names
//! they bear. What could be one of several stays open: nothing is guessed. Whom no table knows by a full name is an
//! actor of their own, `name:ida-lund`; [`World::of_own`] says which of these may be one, across scripts too.
//!
//! Not in here: how a record is made, the store.

#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod actor;
mod cameo;
mod coding;
mod home;
mod linking;
mod load;
mod names;
mod naming;
mod own;
mod parties;
mod sounds;
mod world;

pub use actor::{Actor, Kind, Office};
pub use cameo::{Codes, Imported};
pub use own::OWN;
pub use world::World;
