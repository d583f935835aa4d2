//! Who is meant by what a person types: a name, an id, a code.

use avviso_link::{Actor, Kind, World};
use avviso_store::Whom;

use crate::error::{Failure, Result};

/// Of several who are called the same, so many are listed.
const LISTED: usize = 20;

/// Who is meant.
pub enum Meant<'w> {
    /// One whom the tables of the world know.
    Actor(&'w Actor),
    /// Whoever has this id, or is of this country or code.
    Key(String),
    /// Nobody whom the tables know: whoever is called so.
    Name(String),
}

impl<'w> Meant<'w> {
    /// Finds out; if several fit it is an error that lists them.
    pub fn by(typed: &str, world: &'w World) -> Result<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Failure::new("write a name, an id or a code"));
        }
        if world.actor(typed).is_some() || is_code(typed, world) {
            return Ok(Meant::Key(typed.to_owned()));
        }
        match world.all_called(typed).as_slice() {
            [] => Ok(Meant::Name(typed.to_owned())),
            [one] => Ok(Meant::Actor(one)),
            several => {
                // Who leads or led a state is most likely to be asked for.
                let mut several = several.to_vec();
                several.sort_by_key(|actor| !actor.offices.iter().any(avviso_link::Office::leads_state));
                let width = several.iter().map(|actor| actor.id.len()).max().unwrap_or_default();
                let listed = several.iter().take(LISTED);
                let lines: Vec<String> =
                    listed.map(|actor| format!("\n  {:<width$}  {}", actor.id, described(actor))).collect();
                let rest = several.len().saturating_sub(LISTED);
                let more = if rest > 0 { format!("\n  … and {rest} more") } else { String::new() };
                Err(Failure::new(format_args!(
                    "“{typed}” fits {}; give one of these ids instead, or the full name:{}{more}",
                    several.len(),
                    lines.concat(),
                )))
            }
        }
    }

    /// The one whom the tables of the world know, if it is one; a state's code means the state.
    pub fn actor(&self, world: &'w World) -> Option<&'w Actor> {
        match self {
            Meant::Actor(actor) => Some(actor),
            Meant::Key(key) => world.actor(key).or_else(|| world.actor(&format!("state:{key}"))),
            Meant::Name(_) => None,
        }
    }

    /// What events are filtered by. A state that is named means whoever is of it.
    pub fn whom(&self) -> Whom {
        match self {
            Meant::Actor(actor) => Whom::Key(match (&actor.state, actor.kind) {
                (Some(state), Kind::State) => state.clone(),
                _ => actor.id.clone(),
            }),
            Meant::Key(key) => Whom::Key(key.clone()),
            Meant::Name(name) => Whom::Named(name.clone()),
        }
    }
}

/// Whether it is a state's code, or one of those by which the tables code bodies of many states and of none.
fn is_code(typed: &str, world: &World) -> bool {
    world.actor(&format!("state:{typed}")).is_some()
        || world.actors().iter().any(|actor| actor.code.as_deref() == Some(typed))
}

/// An actor's names in all languages.
pub fn names(actor: &Actor) -> String {
    let mut names: Vec<&str> = actor.names.iter().map(|(_, name)| name.as_str()).collect();
    names.dedup();
    names.join(" · ")
}

/// An actor's names, what it is and where it belongs, in one line.
fn described(actor: &Actor) -> String {
    let last = actor.offices.last().map(|office| office.office.as_str());
    let about = [actor.state.as_deref(), last.or(actor.sector.as_deref())];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    if about.is_empty() { names(actor) } else { format!("{} ({})", names(actor), about.join(", ")) }
}
