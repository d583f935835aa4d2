//! Runs the program in a scratch folder.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A scratch folder to run the program in.
pub struct Scratch {
    folder: tempfile::TempDir,
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Scratch {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_avviso"));
        command.current_dir(self.folder.path()).env("COLUMNS", "100").env_remove("AVVISO_CORPUS");
        command
    }

    /// Runs the program with arguments separated by spaces.
    pub fn run(&self, arguments: &str) -> Run {
        ran(self.command().args(arguments.split(' ')).output().unwrap())
    }

    /// Runs it with something on standard input.
    pub fn pipe(&self, arguments: &str, input: &str) -> Run {
        use std::io::Write;
        use std::process::Stdio;
        let mut command = self.command();
        command
            .args(arguments.split(' '))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        ran(child.wait_with_output().unwrap())
    }
}

/// The outcome of a finished process.
pub fn ran(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The examples that come with the project.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press").canonicalize().unwrap()
}

/// The folder of data that is used but not part of the project, if it is there.
pub fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("AVVISO_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: AVVISO_DATA not set");
    }
    folder
}

/// A page long enough for an article, with `marker` in it.
pub fn page(marker: &str) -> String {
    let paragraphs: String = (1..=6)
        .map(|n| {
            format!(
                "<p>Paragraph {n} of the {marker} report says that the harbour office will publish its \
                 figures on Thursday. “We have nothing to hide,” Harbour Master Ida Lund said on Monday, \
                 adding that every vessel had been counted twice.</p>"
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Harbour {marker}</title>\
         <meta property=\"article:published_time\" content=\"2026-03-02T09:00:00+01:00\"></head><body>\
         <nav><a href=\"/\">Home</a></nav><article><h1>Harbour {marker}</h1>{paragraphs}</article></body></html>"
    )
}
