//! The tables are embedded at compile time: build again when a file is added or taken away.

fn main() {
    println!("cargo::rerun-if-changed=../../languages");
    println!("cargo::rerun-if-changed=../../world");
}
