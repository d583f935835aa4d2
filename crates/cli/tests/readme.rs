//! Every command in the README is run, in order, and prints what the README says it prints.
//!
//! In a `console` block a line that starts with `$ ` is a command and what follows is its output; a
//! line `...` stands for any lines. A command without output lines is only run.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The commands of all console blocks, each with the output lines that stand below it.
fn commands(readme: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match line.strip_prefix("$ ") {
                Some(command) => found.push((command.to_owned(), Vec::new())),
                None => found.last_mut().expect("output stands below a command").1.push(line.to_owned()),
            },
        }
    }
    found
}

/// Whether `lines` are the `expected` ones, where `...` stands for any number of lines.
fn agree(expected: &[String], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((head, rest)) if head == "..." => (0..=lines.len()).any(|skip| agree(rest, &lines[skip..])),
        Some((head, rest)) => {
            lines.first().is_some_and(|line| line.trim_end() == head) && agree(rest, &lines[1..])
        }
    }
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let examples = scratch.path().join("examples");
    copy(&root().join("examples"), &examples);
    let mut run = 0;
    for (command, expected) in commands(&readme) {
        let program = env!("CARGO_BIN_EXE_avviso");
        let direct = command.strip_prefix("cargo run --release -- ").or(command.strip_prefix("avviso "));
        let shell = match (direct, command.split_once(" | avviso ")) {
            (Some(arguments), _) => format!("{program} {arguments}"),
            (None, Some((before, arguments))) => format!("{before} | {program} {arguments}"),
            _ if command.starts_with("./test.sh") || command.starts_with("cargo ") => continue,
            _ => panic!("the README has a command that no test can run: {command}"),
        };
        let output = Command::new("sh")
            .args(["-c", &shell])
            .current_dir(scratch.path())
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{command}\n{printed}\n{complaint}");
        let lines: Vec<&str> = printed.lines().collect();
        assert!(expected.is_empty() || agree(&expected, &lines), "{command} prints\n{printed}\n{complaint}");
        run += 1;
    }
    assert!(run >= 8, "only {run} commands found in the README");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
