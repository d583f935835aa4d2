//! Lays out what is embedded: the tables, and the models unless the feature `without-models` leaves them
//! out.

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let root = variable("CARGO_MANIFEST_DIR").join("../..");
    let models = std::env::var_os("CARGO_FEATURE_WITHOUT_MODELS").is_none();
    for folder in ["languages", "world"] {
        println!("cargo::rerun-if-changed=../../{folder}");
        let to = variable("OUT_DIR").join(folder);
        if to.exists() {
            std::fs::remove_dir_all(&to)?;
        }
        copy(&root.join(folder), &to, models)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path, models: bool) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let model = entry.path().extension().is_some_and(|ending| ending == "model");
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, models)?;
        } else if models || !model {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
