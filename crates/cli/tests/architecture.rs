//! Data flows one way: no crate depends on one that stands after it.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;

/// The crates in the order of the flow (`ARCHITECTURE.md` draws it). A crate may use those before it.
const FLOW: [&str; 10] =
    ["tables", "text", "syntax", "read", "record", "link", "store", "export", "train", "cli"];

/// What a crate must not know, though it stands earlier.
const NEVER: [(&str, &str); 5] =
    [("export", "train"), ("record", "read"), ("read", "syntax"), ("train", "store"), ("train", "read")];

fn dependencies(name: &str) -> Vec<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).expect("every crate of the flow has a manifest");
    let own = text.lines().take_while(|line| line.trim() != "[dev-dependencies]");
    own.filter_map(|line| line.strip_prefix("avviso-")?.split(['.', ' ', '=']).next().map(str::to_owned))
        .collect()
}

#[test]
fn no_crate_imports_one_that_stands_after_it() {
    for (place, name) in FLOW.iter().enumerate() {
        for used in dependencies(name) {
            let at = FLOW.iter().position(|crate_name| *crate_name == used);
            let at = at.unwrap_or_else(|| panic!("{used} is not in the flow"));
            assert!(at < place, "{name} must not use {used}, which stands after it");
            assert!(!NEVER.contains(&(*name, used.as_str())), "{name} must never know {used}");
        }
    }
}

#[test]
fn every_crate_stands_in_the_flow() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    let mut expected: Vec<&str> = FLOW.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
