//! The built-in tables of the world load, are unique where they must be, and name whom they should.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use avviso_link::{Kind, World};
use avviso_record::mentions::Class;
use avviso_tables::Tables;

static WORLD: LazyLock<World> = LazyLock::new(|| World::load(&Tables::built_in()).unwrap());

#[test]
fn every_row_has_an_id_of_its_own_and_bodies_that_exist() {
    let rows = ["states.tsv", "organisations.tsv", "outlets.tsv", "persons.tsv", "places.tsv"]
        .iter()
        .map(|file| Tables::built_in().world_table(file).unwrap().unwrap().rows().len())
        .sum::<usize>();
    // Capitals are places of their own besides.
    let ids: BTreeSet<&str> = WORLD.actors().iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(ids.len(), WORLD.actors().len(), "an id stands in two rows");
    assert!(ids.len() > rows, "an id stands in two rows");
    let states: BTreeSet<&str> =
        WORLD.actors().iter().filter_map(|actor| actor.id.strip_prefix("state:")).collect();
    for actor in WORLD.actors() {
        let state = actor.state.as_deref();
        assert!(state.is_none_or(|state| states.contains(state)), "{} of {state:?}", actor.id);
        for office in &actor.offices {
            let known = states.contains(office.body.as_str()) || WORLD.actor(&office.body).is_some();
            assert!(known, "{}: {}", actor.id, office.body);
        }
    }
}

#[test]
fn there_are_as_many_as_a_press_desk_needs() {
    let count = |kind: Kind| WORLD.actors().iter().filter(|actor| actor.kind == kind).count();
    assert!(count(Kind::State) >= 240);
    assert!(count(Kind::Person) >= 1_200);
    assert!(count(Kind::Organisation) >= 600);
    assert!(count(Kind::Outlet) >= 300);
}

#[test]
fn both_languages_name_the_same() {
    let check = |name: &str, class: Class, day: &str, id: Option<&str>| {
        let found = WORLD.find(name, class, Some(day)).map(|actor| actor.id.as_str());
        assert_eq!(found, id, "{name} on {day}");
    };
    check("Fumio Kishida", Class::Person, "2024-04-08", Some("person:kishida-fumio"));
    check("기시다 후미오", Class::Person, "2024-04-08", Some("person:kishida-fumio"));
    check("Kishida", Class::Person, "2024-04-08", Some("person:kishida-fumio"));
    check("기시다", Class::Person, "2024-04-08", Some("person:kishida-fumio"));
    check("Kishida", Class::Person, "2019-04-08", Some("person:kishida-fumio"));
    check("Kishida", Class::Person, "2005-04-08", None);
    check("Biden", Class::Person, "2024-04-08", Some("person:biden-joe"));
    check("the United States", Class::Place, "2024-04-08", Some("state:USA"));
    check("U.S.", Class::Place, "2024-04-08", Some("state:USA"));
    check("미국", Class::Place, "2024-04-08", Some("state:USA"));
    check("NATO", Class::Organisation, "2024-04-08", Some("org:nato"));
    check("로이터", Class::Organisation, "2024-04-08", Some("outlet:reuters"));
    check("Ida Lund", Class::Person, "2024-04-08", None);
}

#[test]
fn capitals_stand_for_governments() {
    for (seat, id) in [("Tokyo", "state:JPN"), ("the Kremlin", "state:RUS"), ("백악관", "state:USA")] {
        assert_eq!(WORLD.government(seat).map(|actor| actor.id.as_str()), Some(id), "{seat}");
    }
}

/// Whom a person may mean.
#[track_caller]
fn check_called(typed: &str, expected: &[&str]) {
    let found: Vec<&str> = WORLD.all_called(typed).iter().map(|actor| actor.id.as_str()).collect();
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn a_person_may_type_an_id_a_name_a_family_name_or_a_seat() {
    check_called("state:JPN", &["state:JPN"]);
    check_called("일본", &["state:JPN"]);
    check_called("기시다 후미오", &["person:kishida-fumio"]);
    check_called("Kishida", &["person:kishida-fumio"]);
    check_called("Tokyo", &["state:JPN"]);
    check_called("Georgia", &["state:GEO"]);
    check_called("Nobody Atall", &[]);
    assert!(WORLD.all_called("Kim").len() > 1);
}

#[test]
fn whom_no_table_knows_is_found_by_the_sound_of_the_name_too() {
    let ids = ["name:ida-lund", "name:fumio-kishido", "name:노라-베켄"].map(str::to_owned);
    assert_eq!(WORLD.of_own("Ida Lund", &ids), [("name:ida-lund", false)]);
    assert_eq!(WORLD.of_own("후미오 기시도", &ids), [("name:fumio-kishido", true)]);
    assert_eq!(WORLD.of_own("Nora Becken", &ids), [("name:노라-베켄", true)]);
    assert_eq!(WORLD.of_own("Ivo Marden", &ids), []);
}
