//! Events, and what one actor said and did, as tables.

use avviso_record::Actant;
use avviso_store::{EventRow, StatementRow};

use super::{name, outlet};
use crate::table::{Cell, Column, Kind};

/// Columns of the table of events, after PLOVER's. Those of actors are lists of equal length, as those of recipients
/// are; what is not known of one of them is an empty text.
pub const EVENTS: &[Column] = &[
    Column::new("event_id", Kind::Text),
    Column::new("document", Kind::Text),
    Column::new("n", Kind::Integer),
    Column::new("date", Kind::Text),
    Column::new("published", Kind::Text),
    Column::new("language", Kind::Text),
    Column::new("type", Kind::Text),
    Column::new("mode", Kind::Text),
    Column::new("contexts", Kind::Texts),
    Column::new("status", Kind::Text),
    Column::new("actor", Kind::Texts),
    Column::new("actor_id", Kind::Texts),
    Column::new("actor_country", Kind::Texts),
    Column::new("actor_code", Kind::Texts),
    Column::new("actor_sector", Kind::Texts),
    Column::new("recipient", Kind::Texts),
    Column::new("recipient_id", Kind::Texts),
    Column::new("recipient_country", Kind::Texts),
    Column::new("recipient_code", Kind::Texts),
    Column::new("recipient_sector", Kind::Texts),
    Column::new("place", Kind::Text),
    Column::new("place_country", Kind::Text),
    Column::new("outlet", Kind::Text),
    Column::new("url", Kind::Text),
    Column::new("trigger", Kind::Text),
    Column::new("sentence", Kind::Text),
    Column::new("trigger_span", Kind::Spans),
    Column::new("sentence_span", Kind::Spans),
    Column::new("statement", Kind::Text),
];

/// Columns of what one actor said and did.
pub const DEEDS: &[Column] = &[
    Column::new("id", Kind::Text),
    Column::new("published", Kind::Text),
    Column::new("kind", Kind::Text),
    Column::new("role", Kind::Text),
    Column::new("act", Kind::Text),
    Column::new("status", Kind::Text),
    Column::new("actor", Kind::Texts),
    Column::new("recipient", Kind::Texts),
    Column::new("words", Kind::Text),
    Column::new("language", Kind::Text),
    Column::new("outlet", Kind::Text),
    Column::new("url", Kind::Text),
    Column::new("document", Kind::Text),
    Column::new("guess", Kind::Truth),
];

/// An event as cells of [`EVENTS`].
pub fn event(row: &EventRow) -> Vec<Cell> {
    let event = &row.event;
    let mut cells = vec![
        row.id.as_str().into(),
        row.document.id.as_str().into(),
        row.n.into(),
        event.time.as_deref().into(),
        row.document.published.as_deref().into(),
        row.language.map(|language| language.to_string()).into(),
        name(&event.kind),
        event.mode.as_deref().into(),
        Cell::Texts(event.contexts.clone()),
        name(&event.status),
    ];
    for (names, parties) in [(&row.actors, &event.actor), (&row.recipients, &event.recipient)] {
        let each = |known: fn(&Actant) -> &Option<String>| {
            Cell::Texts(parties.iter().map(|party| known(party).clone().unwrap_or_default()).collect())
        };
        cells.extend([
            Cell::Texts(names.clone()),
            each(|party| &party.actor),
            each(|party| &party.country),
            each(|party| &party.code),
            each(|party| &party.sector),
        ]);
    }
    cells.extend([
        row.place.as_deref().into(),
        event.place.as_ref().and_then(|place| place.country.as_deref()).into(),
        outlet(&row.document),
        row.document.url.as_deref().into(),
        row.trigger.of(&row.sentence).into(),
        row.sentence.as_str().into(),
        Some(row.points.trigger).into(),
        Some(row.points.sentence).into(),
        row.statement.as_deref().into(),
    ]);
    cells
}

/// A statement of an actor as cells of [`DEEDS`]. It is a `guess` if only the sound of a name says that it is theirs.
pub fn said(row: &StatementRow, guess: bool) -> Vec<Cell> {
    let statement = &row.statement;
    let names = |party: &Option<avviso_record::Party>| {
        Cell::Texts(party.iter().map(|party| party.name.clone()).collect())
    };
    vec![
        row.id.as_str().into(),
        row.document.published.as_deref().into(),
        "statement".into(),
        "speaker".into(),
        name(&statement.act),
        statement.certainty.as_ref().map_or(Cell::Nothing, name),
        names(&statement.speaker),
        names(&statement.addressee),
        row.pieces.join(" … ").as_str().into(),
        row.language.map(|language| language.to_string()).into(),
        outlet(&row.document),
        row.document.url.as_deref().into(),
        row.document.id.as_str().into(),
        Cell::Truth(guess),
    ]
}

/// An event in which an actor has a `role` as cells of [`DEEDS`]; `guess` as in [`said`].
pub fn did(row: &EventRow, role: &str, guess: bool) -> Vec<Cell> {
    vec![
        row.id.as_str().into(),
        row.document.published.as_deref().into(),
        "event".into(),
        role.into(),
        name(&row.event.kind),
        name(&row.event.status),
        Cell::Texts(row.actors.clone()),
        Cell::Texts(row.recipients.clone()),
        row.sentence.as_str().into(),
        row.language.map(|language| language.to_string()).into(),
        outlet(&row.document),
        row.document.url.as_deref().into(),
        row.document.id.as_str().into(),
        Cell::Truth(guess),
    ]
}
