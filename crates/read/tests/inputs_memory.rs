//! Memory stays bounded, whatever the size of an archive. In a file of its own, since the measure
//! is one of the whole process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod packing;

use std::io::{self, Read};

use avviso_read::inputs::{InputSettings, Inputs};

/// The same bytes, over and over.
struct Repeated {
    bytes: Vec<u8>,
    at: usize,
    times: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.bytes.len() {
            self.at = 0;
            self.times = self.times.saturating_sub(1);
        }
        if self.times == 0 {
            return Ok(0);
        }
        let read = (&self.bytes[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

/// The most memory that the process has had, in bytes.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// A gigabyte of pages in a compressed archive, one record of which is larger than the limit.
#[test]
fn a_gigabyte_is_read_in_little_memory() {
    let words = "<p>Some words of a page.\n".repeat(4000);
    let member = packing::gzip(&packing::page("https://a.example/", &words));
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 400000000\r\n\r\n";
    let start = format!("{head}HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    let large = packing::gzip_filled(start.as_bytes(), head.len() + 400_000_000);
    let pages = Repeated { bytes: member, at: 0, times: 10_000 };
    let archive = io::Cursor::new(large).chain(pages);
    let mut found = Inputs::new(["-"], InputSettings::default()).standard_input(archive);
    let before = most_memory();
    assert!(found.next().unwrap().is_err());
    let mut bytes = 0;
    for capture in found {
        bytes += capture.unwrap().bytes.len();
    }
    assert_eq!(bytes, 1_000_000_000);
    let (Some(before), Some(after)) = (before, most_memory()) else { return };
    println!("{} MB before, {} MB after", before >> 20, after >> 20);
    assert!(after - before < 20 << 20, "{} MB more", (after - before) >> 20);
}
